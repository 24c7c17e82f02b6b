from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

# More is done in the background, so many at a time.
_AT_ONCE, _CHUNK = 400, 200
_MOST = 20000
# A rep is told once, not for each prospect.
_QUIET = {"mail_auto_subscribe_no_notify": True}


class FieldReassignment(models.Model):
    """Prospects that change their rep, by criteria, with a preview and a way back.

    Each line remembers whose the prospect was (S3-81). Only managers and
    administrators have access to it.
    """

    _name = "field.reassignment"
    _description = "Reassignment of prospects"
    _inherit = [
        "mail.thread",
        "field.worked.mixin",
        "field.lock.mixin",
        "field.reassignment.criteria",
    ]
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(
        string="Number",
        required=True,
        readonly=True,
        copy=False,
        default=lambda self: self.env["ir.sequence"].next_by_code("field.reassignment"),
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    state = fields.Selection(
        [
            ("draft", "Preparing"),
            ("running", "Moving"),
            ("done", "Moved"),
            ("undone", "Undone"),
        ],
        default="draft",
        required=True,
        readonly=True,
        tracking=True,
        copy=False,
    )
    with_plans = fields.Boolean(
        string="Planned visits and activities too",
        default=True,
        help="What the present rep has planned with these prospects moves along.",
    )
    line_ids = fields.One2many("field.reassignment.line", "reassignment_id")
    selected_count = fields.Integer(
        string="To move", compute="_compute_counts", help="Ticked in the preview."
    )
    moved_count = fields.Integer(string="Moved", compute="_compute_counts")
    left_count = fields.Integer(
        string="Left alone",
        compute="_compute_counts",
        help="Somebody had changed their rep in the meantime.",
    )
    creator_count = fields.Integer(
        string="Seen on by their creator", compute="_compute_counts"
    )
    notice = fields.Text(compute="_compute_notice")

    @api.depends("line_ids.state", "line_ids.is_selected", "state")
    def _compute_counts(self):
        groups = self.env["field.reassignment.line"]._read_group(
            [("reassignment_id", "in", self.ids), ("is_selected", "=", True)],
            ["reassignment_id", "state", "creator_sees"],
            ["__count"],
        )
        for reassignment in self:
            counts, creators = {}, 0
            for record, state, creator_sees, count in groups:
                if record == reassignment._origin:
                    counts[state] = counts.get(state, 0) + count
                    creators += count if creator_sees else 0
            total = sum(counts.values())
            reassignment.selected_count = total
            reassignment.moved_count = counts.get("moved", 0)
            reassignment.left_count = counts.get("left", 0)
            reassignment.creator_count = creators

    @api.depends("state", "selected_count", "creator_count", "left_count")
    def _compute_notice(self):
        """Say what will happen, is happening or has happened, and to how many."""
        for reassignment in self:
            parts = []
            if reassignment.state == "draft" and reassignment.selected_count:
                parts = [
                    self.env._(
                        "%s prospects change their rep: the new one sees them, the "
                        "present one no longer does.",
                        reassignment.selected_count,
                    ),
                    self.env._("Untick those that stay."),
                ]
                if reassignment.creator_count:
                    parts.insert(
                        1,
                        self.env._(
                            "%s of them were created by their present rep, who goes "
                            "on seeing them.",
                            reassignment.creator_count,
                        ),
                    )
            elif reassignment.state == "running":
                parts = [
                    self.env._(
                        "The prospects are being moved in the background. This page "
                        "may be left."
                    )
                ]
            elif reassignment.left_count:
                parts = [
                    self.env._(
                        "%s prospects were left alone: somebody had changed their rep "
                        "in the meantime.",
                        reassignment.left_count,
                    )
                ]
            reassignment.notice = " ".join(parts)

    # ------------------------------------------------------------------
    # Preview
    # ------------------------------------------------------------------

    def action_preview(self):
        """List the prospects that the criteria find, each with its new rep."""
        self.ensure_one()
        self._check_state("draft")
        partners = self.env["res.partner"].search(
            self._get_domain(), order="zip, name, id", limit=_MOST + 1
        )
        if len(partners) > _MOST:
            raise UserError(
                self.env._(
                    "The criteria find more than %s prospects: narrow them down.", _MOST
                )
            )
        new_users = self._get_new_users(partners)
        self.line_ids.unlink()
        self.env["field.reassignment.line"].create(
            [
                {
                    "reassignment_id": self.id,
                    "partner_id": partner.id,
                    "old_user_id": partner.user_id.id,
                    "new_user_id": new_users[partner].id,
                    "creator_sees": partner.create_uid == partner.user_id,
                }
                for partner in partners
                if new_users.get(partner) not in (None, partner.user_id)
            ]
        )
        if not self.line_ids:
            raise UserError(
                self.env._("No prospect would change its rep with these criteria.")
            )
        return True

    # ------------------------------------------------------------------
    # Moving and putting back
    # ------------------------------------------------------------------

    def action_apply(self):
        """Give the ticked prospects to their new reps; many of them in background."""
        self.ensure_one()
        self._lock("draft")
        if not self.selected_count:
            raise UserError(self.env._("Tick at least one prospect to move."))
        self.state = "running"
        self._run("_apply_chunk", self.selected_count)

    def action_undo(self):
        """Put back every prospect that nobody has moved since."""
        self.ensure_one()
        self._lock("done")
        self.state = "running"
        self._run("_undo_chunk", self.moved_count)

    def _run(self, method, count):
        if count > _AT_ONCE:
            name = self.env._("Reassignment %s", self.name)
            self._start_work("_run_chunks", name, total=count, chunk=method)
        else:
            self._run_chunks(self.env["field.work"], method)

    def _run_chunks(self, work, chunk):
        """One chunk after the other; each is kept when done."""
        done = work.checkpoint or 0
        while getattr(self, chunk)():
            done += _CHUNK
            work._keep(done)
            work._advance(done)

    def _on_work_ended(self, work):
        # What has been moved is moved, and can be put back.
        self.state = "done"

    def _apply_chunk(self):
        """Move one chunk; whether more is to be done."""
        lines = self._get_chunk("todo")
        lines._move()
        return self._finish_chunk("todo", "done")

    def _undo_chunk(self):
        lines = self._get_chunk("moved")
        lines._put_back()
        return self._finish_chunk("moved", "undone")

    def _get_chunk(self, state):
        return self.line_ids.search(
            [
                ("reassignment_id", "=", self.id),
                ("is_selected", "=", True),
                ("state", "=", state),
            ],
            limit=_CHUNK,
            order="id",
        ).with_context(**_QUIET)

    def _finish_chunk(self, state, final_state):
        self.env.flush_all()
        if self._get_chunk(state):
            return True
        self.state = final_state
        if final_state == "done":
            self._tell_reps()
        return False

    def _tell_reps(self):
        """One notice for each rep who receives prospects."""
        moved = self.line_ids.filtered(lambda line: line.state == "moved")
        for user, lines in moved.grouped("new_user_id").items():
            if user == self.env.user:
                continue
            reps = self.with_context(lang=user.lang).env
            self.env["mail.thread"].message_notify(
                partner_ids=user.partner_id.ids,
                subject=reps._("%s prospects are attached to you", len(lines)),
                body=Markup("<p>%s</p><p><a href='/odoo/prospects'>%s</a></p>")
                % (
                    reps._(
                        "%(manager)s has attached %(count)s prospects to you.",
                        manager=self.env.user.name,
                        count=len(lines),
                    ),
                    reps._("See my prospects"),
                ),
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_moved(self):
        for reassignment in self:
            if reassignment.state != "draft":
                raise UserError(
                    self.env._("“%s” is kept as the log.", reassignment.name)
                )
