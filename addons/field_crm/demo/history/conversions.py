"""The conversions of prospects to clients of the last months."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from .workdays import is_visiting_day, is_workday

PENDING, APPROVED, REFUSED, CANCELLED = "pending", "approved", "refused", "cancelled"


@dataclass(frozen=True)
class Conversion:
    """A request and what became of it.

    Attributes
    ----------
    account
        Key of the prospect, or of the client that it has become.
    state
        ``pending``, ``approved``, ``refused`` or ``cancelled``.
    days_ago
        Days since it was asked for; moved back to a visiting day.
    reason
        Why it was refused.
    """

    account: str
    state: str
    days_ago: int
    reason: str = ""


CONVERSIONS = (
    Conversion("partner_sarl_eta_pasquier", APPROVED, 262),
    Conversion("partner_scea_lemonnier_freres", APPROVED, 208),
    Conversion("partner_poids_lourds_guerin", APPROVED, 171),
    Conversion("partner_citernes_landais", APPROVED, 116),
    Conversion("partner_sarl_eta_gaudin", APPROVED, 74),
    Conversion("partner_ferme_de_la_prairie", APPROVED, 38),
    Conversion("partner_scea_du_vieux_puits", CANCELLED, 52),
    Conversion(
        "partner_ferme_de_la_vigne",
        REFUSED,
        27,
        "Le SIRET est celui d'une entreprise radiée. Merci de redemander un extrait "
        "Kbis ou un avis de situation au client.",
    ),
    Conversion(
        "partner_garage_hamon_et_fils",
        REFUSED,
        9,
        "Le RIB joint est au nom du gérant et non de la société. Il faut un RIB "
        "professionnel pour le prélèvement.",
    ),
    Conversion("partner_gaudin_logistique", PENDING, 6),
    Conversion("partner_sarl_tp_auvray", PENDING, 3),
    Conversion("partner_scea_du_rocher", PENDING, 1),
)


def asked_on(conversion: Conversion, today: date) -> date:
    """The visiting day on which the conversion was asked for."""
    day = today - timedelta(days=conversion.days_ago)
    while not is_visiting_day(day):
        day -= timedelta(days=1)
    return day


def schedule(conversion: Conversion, today: date) -> tuple[datetime, datetime | None]:
    """When it was asked for, at the end of that day, and decided upon.

    Returns
    -------
    (local time, local time or ``None`` while it is pending)
    """
    rng = Random(conversion.account)
    asked = datetime.combine(asked_on(conversion, today), time(18)) + timedelta(
        minutes=rng.randint(5, 55)
    )
    if conversion.state == PENDING:
        return asked, None
    day = asked.date()
    for _day in range(rng.randint(1, 3)):
        day += timedelta(days=1)
        while not is_workday(day):
            day += timedelta(days=1)
    decided = datetime.combine(day, time(9)) + timedelta(minutes=rng.randint(0, 160))
    return asked, decided
