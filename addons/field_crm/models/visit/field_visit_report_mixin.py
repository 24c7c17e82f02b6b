from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...engine.question_tree import ProblemKind, summarise


class FieldVisitReportMixin(models.AbstractModel):
    """The report of a visit: answers to the question tree and a comment.

    Everything may stay empty (S3-20). The rules of the answers are those of
    ``engine.question_tree`` (S3-22). An answer to a question that has been archived in
    the meantime is accepted: it was asked when the visit took place.
    """

    _name = "field.visit.report.mixin"
    _description = "Visit report"

    answer_ids = fields.Many2many(
        "field.visit.question",
        "field_visit_answer_rel",
        "visit_id",
        "question_id",
        string="Report",
        ondelete="restrict",
        copy=False,
        context={"active_test": False},
    )
    answer_summary = fields.Text(
        string="Answers",
        compute="_compute_answer_summary",
        store=True,
        precompute=True,
    )
    answer_key = fields.Char(
        string="Answers, as a key",
        compute="_compute_answer_key",
        store=True,
        precompute=True,
        help="Identifiers of the answers in order: what statistics group by.",
    )
    comment = fields.Text(copy=False)

    # Depends on the answers only, not on the names of the questions: renaming a
    # question later must not rewrite what was reported.
    @api.depends("answer_ids")
    def _compute_answer_summary(self):
        for lang, visits in self.grouped(
            lambda visit: visit._get_record_lang()
        ).items():
            questions = self.env["field.visit.question"].with_context(lang=lang)
            tree = questions._load_tree()
            title_format = questions.env._("%(title)s: %(answers)s")
            for visit in visits:
                answers = visit.answer_ids._origin.ids
                visit.answer_summary = summarise(tree, answers, title_format)

    @api.depends("answer_ids")
    def _compute_answer_key(self):
        for visit in self:
            visit.answer_key = ",".join(map(str, sorted(visit.answer_ids._origin.ids)))

    def _get_record_lang(self):
        """Language of what is written down once for all readers."""
        return self.company_id.partner_id.lang or self.env.lang

    @api.constrains("answer_ids")
    def _check_answers(self):
        answered = self.filtered("answer_ids")
        if not answered:
            return
        questions = self.env["field.visit.question"]
        tree = questions._load_tree()
        for visit in answered:
            for problem in tree.answer_problems(visit.answer_ids.ids):
                raise ValidationError(
                    self._get_answer_message(
                        problem.kind,
                        questions.browse(problem.node_id).name,
                        questions.browse(problem.other_id).name,
                    )
                )

    def _get_answer_message(self, kind, question, other):
        if kind is ProblemKind.RADIO_CONFLICT:
            return self.env._(
                "Report: “%(question)s” and “%(other)s” exclude each other, "
                "only one can be chosen.",
                question=question,
                other=other,
            )
        if kind is ProblemKind.PARENT_NOT_CHOSEN:
            return self.env._(
                "Report: “%(question)s” can only be chosen together with “%(other)s”.",
                question=question,
                other=other,
            )
        return self.env._(
            "Report: “%(question)s” is a title, not an answer.", question=question
        )
