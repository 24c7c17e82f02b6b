"""What is wrong with a problem."""


class ProblemError(ValueError):
    """A problem that cannot be meant.

    Attributes
    ----------
    code : str
        What is wrong: ``negative``, ``too_large``, ``unknown_place``,
        ``unknown_profile``, ``unordered``, ``empty`` or ``shape``.
    field : str
        Where, as in ``visits[3].duration``.
    value
        The value found there.
    limit
        What it may be at most, at least or must be, if there is such a thing.
    """

    def __init__(self, code, field, value, limit=None):
        self.code = code
        self.field = field
        self.value = value
        self.limit = limit
        more = "" if limit is None else f", limit {limit!r}"
        super().__init__(f"{field}: {code} ({value!r}{more})")
