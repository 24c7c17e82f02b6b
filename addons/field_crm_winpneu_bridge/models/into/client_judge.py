"""A client's fields that changed here, in winpneu, or on both sides."""

from ...engine.winpneu import Rule, ValueRefused, encode, judge
from ..sheet_values import to_winpneu


class ClientJudge:
    """Holds what winpneu says of a client against what stands here."""

    def __init__(self, backend):
        self.backend = backend
        layout = backend._get_layout()
        self._code_page = layout.code_page
        self._columns = {one.name: one for one in layout.client_columns}
        self._rules = {
            one.name: one._get_rule()
            for one in backend.column_ids
            if one.table == "client"
        }

    def judge(self, partner, theirs, base, read_on):
        """What of winpneu's is taken, and what changed on both sides.

        Parameters
        ----------
        theirs
            As ``comparable`` gives it.
        base
            The same of the last read; empty when there was none.
        read_on
            When that was.

        Returns
        -------
        (values by column, values of ``field.winpneu.conflict``)
        """
        newer = bool(read_on and partner.write_date > read_on)
        # Where winpneu has nothing new to say, ours stands whatever it is.
        changed = {
            name: value
            for name, value in theirs.items()
            if not base or (value != base.get(name) and (value or base.get(name)))
        }
        ours = to_winpneu(partner, changed)
        taken, conflicts = {}, []
        for name, value in changed.items():
            here = self.normal(name, ours.get(name))
            before = base.get(name) or None
            verdict = judge(
                before,
                value or None,
                here,
                self._rules.get(name, Rule.WINPNEU),
                is_known=bool(base),
                ours_is_newer=newer,
            )
            if verdict.takes:
                taken[name] = value
            if verdict.is_conflict:
                conflicts.append(
                    {
                        "backend_id": self.backend.id,
                        "partner_id": partner.id,
                        "column": name,
                        "base": before,
                        "theirs": value,
                        "ours": here,
                        "winner": "winpneu" if verdict.takes else "ours",
                    }
                )
        return taken, conflicts

    def normal(self, name, value):
        """Our value as winpneu would give it back."""
        column = self._columns[name]
        if column.kind == "datetime":
            return value
        try:
            return encode(column, value, self._code_page) or None
        except ValueRefused:
            return value
