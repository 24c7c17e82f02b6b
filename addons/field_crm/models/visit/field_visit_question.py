from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...engine.question_tree import Kind, Node, ProblemKind, QuestionTree


class FieldVisitQuestion(models.Model):
    """One line of the visit report: a title, a radio or a check-box (S3-22).

    The rules of the tree are those of ``engine.question_tree``.
    """

    _name = "field.visit.question"
    _description = "Visit question"
    _order = "position, id"

    name = fields.Char(string="Question", required=True, translate=True)
    parent_id = fields.Many2one(
        "field.visit.question", string="Under", index=True, ondelete="restrict"
    )
    child_ids = fields.One2many(
        "field.visit.question", "parent_id", string="Sub-level", copy=False
    )
    kind = fields.Selection(
        [
            (Kind.TITLE.value, "Title"),
            (Kind.RADIO.value, "Radio button"),
            (Kind.CHECKBOX.value, "Check-box"),
        ],
        required=True,
        default=Kind.CHECKBOX.value,
        help="Titles arrange. Of the radio buttons under the same line only one can "
        "be chosen, of the check-boxes any number.",
    )
    sequence = fields.Integer(default=1000, help="Order among those of the same line.")
    active = fields.Boolean(
        default=True,
        help="Archived questions are no longer asked; old answers stay readable.",
    )
    position = fields.Char(
        compute="_compute_position",
        store=True,
        recursive=True,
        index=True,
        help="Sorts the tree in reading order.",
    )
    level = fields.Integer(compute="_compute_level", recursive=True)
    complete_path = fields.Char(
        string="Path", compute="_compute_complete_path", recursive=True
    )
    visit_count = fields.Integer(string="Visits", compute="_compute_visit_count")

    @api.depends("sequence", "parent_id.position")
    def _compute_position(self):
        for question in self:
            own = f"{question.sequence:08d}.{question._origin.id or 0:08d}"
            above = question.parent_id.position
            question.position = f"{above}/{own}" if above else own

    @api.depends("parent_id.level")
    def _compute_level(self):
        for question in self:
            question.level = question.parent_id.level + 1 if question.parent_id else 0

    @api.depends_context("lang")
    @api.depends("name", "parent_id.complete_path")
    def _compute_complete_path(self):
        for question in self:
            parts = [question.parent_id.complete_path, question.name]
            question.complete_path = " / ".join(filter(None, parts))

    @api.depends("complete_path")
    def _compute_display_name(self):
        for question in self:
            question.display_name = question.complete_path

    def _compute_visit_count(self):
        counts = dict(
            self.env["field.visit"]._read_group(
                [("answer_ids", "in", self.ids)], ["answer_ids"], ["__count"]
            )
        )
        for question in self:
            question.visit_count = counts.get(question, 0)

    @api.constrains("parent_id")
    def _check_tree(self):
        broken = {
            problem.node_id
            for problem in self._load_tree().problems()
            if problem.kind is ProblemKind.CYCLE
        }
        for question in self.filtered(lambda question: question.id in broken):
            raise ValidationError(
                self.env._(
                    "“%(name)s” cannot stand under “%(parent)s”, "
                    "which itself stands under it.",
                    name=question.name,
                    parent=question.parent_id.name,
                )
            )

    @api.model
    def _load_tree(self):
        """All questions, archived ones too, as a tree in the language of the context.

        Returns
        -------
        QuestionTree
        """
        questions = self.with_context(active_test=False).sudo()
        return QuestionTree(
            Node(
                question.id,
                question.parent_id.id or None,
                Kind(question.kind),
                question.name,
                question.active,
            )
            for question in questions.search_fetch(
                [], ["name", "kind", "parent_id", "active"]
            )
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_use(self):
        everything = self.with_context(active_test=False)
        above = everything.filtered(lambda question: question.child_ids - self)
        if above:
            raise UserError(
                self.env._(
                    "“%(name)s” has a sub-level: delete that first, or archive it.",
                    name=above[0].name,
                )
            )
        used = self.sudo().filtered("visit_count")
        if used:
            raise UserError(
                self.env._(
                    "“%(name)s” is an answer in %(count)s visits and cannot be "
                    "deleted. Archive it instead.",
                    name=used[0].name,
                    count=used[0].visit_count,
                )
            )

    def action_open_visits(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "field_crm.action_field_visit"
        )
        action["domain"] = [("answer_ids", "in", self.ids)]
        action["context"] = {}
        return action
