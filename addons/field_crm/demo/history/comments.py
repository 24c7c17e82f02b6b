"""Fill the slots of the comments."""

from datetime import date
from random import Random

from .account import Trade
from .phrases import COMMENTS, TRADE_COMMENTS

_TRACTOR = ("650/65 R38", "540/65 R28", "710/70 R42", "600/65 R28", "480/70 R34")
_TRUCK = ("315/80 R22.5", "385/65 R22.5", "315/70 R22.5", "295/80 R22.5")
_SITE = ("17.5 R25", "20.5 R25", "15.5 R25", "460/70 R24")
_EARTHMOVER = ("23.5 R25", "26.5 R25", "29.5 R25")
_CAR = ("205/55 R16", "195/65 R15", "225/45 R17", "215/60 R17")
_VAN = ("215/65 R16 C", "225/70 R15 C", "235/65 R16 C")

_SIZES = {
    Trade.FARM: _TRACTOR,
    Trade.CONTRACTOR: _TRACTOR + ("800/65 R32",),
    Trade.DEALER: _TRACTOR,
    Trade.HAULAGE: _TRUCK,
    Trade.COACHES: ("295/80 R22.5", "315/80 R22.5"),
    Trade.WORKS: _SITE + _TRUCK[:2],
    Trade.QUARRY: _EARTHMOVER,
    Trade.GARAGE: _CAR + _VAN[:1],
    Trade.TOWN: _VAN + _SITE[-1:],
    Trade.COMPANY: _VAN + _CAR[:1],
}
_MACHINES = {
    Trade.FARM: ("le tracteur de tête", "la tonne à lisier", "le télescopique"),
    Trade.CONTRACTOR: ("l'ensileuse", "la moissonneuse", "le gros tracteur"),
    Trade.DEALER: ("le tracteur d'occasion", "la remorque de démonstration"),
    Trade.HAULAGE: ("le tracteur routier", "la semi frigo", "le porteur"),
    Trade.COACHES: ("le grand tourisme", "le car scolaire"),
    Trade.WORKS: ("la pelle à pneus", "la chargeuse", "le camion 8x4"),
    Trade.QUARRY: ("la chargeuse", "le tombereau", "le dumper"),
    Trade.GARAGE: ("le véhicule de prêt", "la dépanneuse"),
    Trade.TOWN: ("le tracteur de la commune", "la balayeuse", "le fourgon"),
    Trade.COMPANY: ("le fourgon de l'atelier", "le véhicule de tournée"),
}
_QUANTITIES = {
    Trade.FARM: (2, 2, 4),
    Trade.CONTRACTOR: (2, 4, 4, 8),
    Trade.HAULAGE: (4, 6, 8, 12),
    Trade.COACHES: (2, 4, 6),
    Trade.QUARRY: (2, 4),
    Trade.GARAGE: (4, 8, 12, 20),
}
_DELAYS = (
    "sous huitaine",
    "la semaine prochaine",
    "en fin de mois",
    "dès réception",
    "avant vendredi",
    "d'ici quinze jours",
)
_FIELD_SEASONS = (
    "après les semis", "après les semis", "avant les foins", "avant les foins",
    "avant la moisson", "avant la moisson", "après la moisson", "avant l'ensilage",
    "avant l'ensilage", "après les labours", "cet hiver", "cet hiver",
)  # fmt: skip
_OTHER_SEASONS = (
    "au printemps", "au printemps", "au printemps", "avant l'été", "avant l'été",
    "avant les congés", "à la rentrée", "à la rentrée", "à l'automne",
    "avant l'hiver", "avant l'hiver", "en début d'année",
)  # fmt: skip
_FIELD_TRADES = frozenset({Trade.FARM, Trade.CONTRACTOR, Trade.DEALER})


def make_comment(rng: Random, name: str, trade: Trade, day: date) -> str:
    """Write a comment about an occasion; some reps leave it empty (S3-20)."""
    if name != "cancelled" and rng.random() < 0.1:
        return ""
    phrases = COMMENTS[name] + TRADE_COMMENTS.get((trade, name), ())
    machine = rng.choice(_MACHINES[trade])
    seasons = _FIELD_SEASONS if trade in _FIELD_TRADES else _OTHER_SEASONS
    size = rng.choice(_SIZES[trade])
    quantity = rng.choice(_QUANTITIES.get(trade, (2, 4, 4)))
    return rng.choice(phrases).format(
        size=size,
        qty=quantity,
        tyres=rng.choice((f"{quantity} pneus {size}", f"{quantity} pneus en {size}")),
        machine=machine,
        machine_cap=machine[0].upper() + machine[1:],
        delay=rng.choice(_DELAYS),
        season=seasons[day.month - 1],
    )
