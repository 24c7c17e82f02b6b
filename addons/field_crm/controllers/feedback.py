from odoo import http
from odoo.http import request

from ..models.experience.field_visit_feedback import COMMENT_LENGTH
from .public_page import MAX_BODY, is_from_our_form, render_page, speak

_PAGE = "field_crm.feedback_page"


class Feedback(http.Controller):
    """The page behind the link that asks a client for an opinion (S0-56).

    Mail scanners follow links, so no GET changes anything: a mark in the address is
    only ticked beforehand.
    """

    @http.route("/feedback/<string:token>", type="http", auth="public", methods=["GET"])
    def ask(self, token, rating=None, **_query):
        feedback = self._find("answer", token)
        return self._render(feedback, token, rating=rating)

    @http.route(
        "/feedback/<string:token>",
        type="http",
        auth="public",
        methods=["POST"],
        csrf=False,  # looked at in is_from_our_form
        max_content_length=MAX_BODY,
    )
    def answer(self, token, rating=None, comment="", **post):
        feedback = self._find("answer", token)
        if feedback.state != "sent":
            return self._render(feedback, token)
        comment = comment.strip()
        problem = self._find_problem(rating, comment, post)
        if problem:
            return self._render(
                feedback, token, 422, rating=rating, comment=comment, problem=problem
            )
        feedback._answer(rating, comment)
        return request.redirect(f"/feedback/{token}", code=303)

    @http.route(
        "/feedback/<string:token>/stop", type="http", auth="public", methods=["GET"]
    )
    def ask_to_stop(self, token, **_query):
        feedback = self._find("refuse", token)
        return self._render_stop(feedback, token)

    @http.route(
        "/feedback/<string:token>/stop",
        type="http",
        auth="public",
        methods=["POST"],
        # Mail programs send it for the reader (RFC 8058), without our form; whoever
        # has the token could send the form as well.
        csrf=False,
        max_content_length=MAX_BODY,
    )
    def stop(self, token, **_post):
        feedback = self._find("refuse", token)
        if feedback:
            feedback._refuse_more()
        return self._render_stop(feedback, token)

    def _find(self, purpose, token):
        feedback, _more = request.env["field.visit.feedback"]._from_link_token(
            purpose, token
        )
        if feedback:
            speak(feedback._get_lang())
        return feedback.with_context(lang=request.env.lang)

    def _find_problem(self, rating, comment, post):
        env = request.env
        feedbacks = env["field.visit.feedback"]
        if not is_from_our_form(post):
            return env._("The page was open for too long. Please send it once more.")
        if rating not in dict(feedbacks._fields["rating"].selection):
            return env._("Please choose one of the five marks.")
        if len(comment) > COMMENT_LENGTH:
            return env._(
                "Your comment has %(length)s characters; %(limit)s at most, please.",
                length=len(comment),
                limit=COMMENT_LENGTH,
            )
        return None

    def _render(self, feedback, token, status=200, **values):
        if not feedback:
            return self._render_gone()
        if feedback.state != "sent":
            return render_page("field_crm.feedback_thanks", feedback.company_id)
        choices = feedback._fields["rating"]._description_selection(feedback.env)
        return render_page(
            _PAGE,
            feedback.company_id,
            status,
            token=token,
            choices=choices,
            visit_sentence=request.env._(
                "On %(day)s you had a visit from %(name)s.",
                day=feedback._get_visit_day(),
                name=feedback._get_first_name(),
            ),
            limit=COMMENT_LENGTH,
            **{"rating": None, "comment": "", "problem": None, **values},
        )

    def _render_stop(self, feedback, token):
        if not feedback:
            return self._render_gone()
        person = feedback.recipient_id or feedback.partner_id
        return render_page(
            "field_crm.feedback_stop",
            feedback.company_id,
            token=token,
            is_stopped=person.refuses_feedback,
        )

    def _render_gone(self):
        # The same for a link that never was, one that was changed and one that is old.
        return render_page("field_crm.feedback_gone", request.env.company, 404)
