"""What goes wrong between us and a road engine."""


class TravelError(RuntimeError):
    """A road engine that gives no answer.

    Attributes
    ----------
    provider : str
    code : str
        ``unreachable`` (nobody answers, or not in time), ``busy`` (asked too often),
        ``refused``, ``unreadable``, ``no_road`` (a place far from any road that it
        knows), ``too_far`` (places farther apart than it answers for) or ``no_tiles``.
    detail : str
        The engine's own words.
    """

    def __init__(self, provider, code, detail=""):
        self.provider = provider
        self.code = code
        self.detail = detail
        super().__init__(f"{provider}: {code} {detail}".strip())
