"""What visits are about, and what the report's questions are answered then.

The answers are the names that the questions of the manual's example have in the
add-on's data (S3-23 … S3-26).
"""

from dataclasses import dataclass
from random import Random

from .account import Trade

VISIT, PHONE, MAIL, AGENCY = (
    "contact_visit",
    "contact_phone",
    "contact_mail",
    "contact_agency",
)
WITH_APPOINTMENT, WITHOUT_APPOINTMENT = "visit_appointment", "visit_no_appointment"
ORDER, DELIVERY, SURVEY, PROPOSAL = (
    "visit_order",
    "visit_delivery",
    "visit_fleet_survey",
    "visit_proposal",
)


@dataclass(frozen=True)
class Occasion:
    """A kind of visit.

    Attributes
    ----------
    name
        Key of its comments.
    weight
        How often it happens among the visits of clients, and of prospects.
    contact
        Answer to « Type de contact ».
    boxes
        Boxes that are ticked.
    appointment
        Share of the visits with an appointment, ``None`` when nobody drives there.
    pace
        How long until the next visit, 1 being the trade's usual interval.
    """

    name: str
    weight: tuple[int, int]
    contact: str = VISIT
    boxes: tuple[str, ...] = ()
    appointment: float | None = 0.5
    pace: float = 1.0


OPENING = Occasion("opening", (0, 0), appointment=1.0, pace=0.5)
DISCOVERY = Occasion("discovery", (0, 0), boxes=(), appointment=0.25, pace=0.7)
OCCASIONS = (
    Occasion("order", (22, 0), boxes=(ORDER,), appointment=0.4),
    Occasion("delivery", (9, 0), boxes=(DELIVERY,), appointment=0.3, pace=1.2),
    Occasion("survey", (11, 20), boxes=(SURVEY,), appointment=0.8, pace=0.6),
    Occasion("proposal", (15, 26), boxes=(PROPOSAL,), appointment=0.8, pace=0.35),
    Occasion("survey_proposal", (4, 6), boxes=(SURVEY, PROPOSAL), pace=0.4),
    Occasion("courtesy", (15, 16), appointment=0.1),
    Occasion("phone", (8, 16), contact=PHONE, appointment=None, pace=0.6),
    Occasion("phone_order", (6, 0), PHONE, (ORDER,), appointment=None),
    Occasion("mail", (2, 4), contact=MAIL, appointment=None, pace=0.4),
    Occasion("agency", (3, 2), contact=AGENCY, appointment=None),
    Occasion("complaint", (3, 0), appointment=0.7, pace=0.3),
    Occasion("absent", (3, 10), appointment=0.0, pace=0.25),
)

# Boxes under « Remise de proposition », the likely ones first.
_PROPOSALS = {
    Trade.FARM: ("proposal_farming", "proposal_lubricant"),
    Trade.CONTRACTOR: ("proposal_farming", "proposal_works", "proposal_truck"),
    Trade.DEALER: ("proposal_farming", "proposal_lubricant"),
    Trade.HAULAGE: ("proposal_truck", "proposal_fleet"),
    Trade.COACHES: ("proposal_truck", "proposal_fleet"),
    Trade.WORKS: ("proposal_works", "proposal_truck", "proposal_earthmover"),
    Trade.QUARRY: ("proposal_earthmover", "proposal_works", "proposal_lubricant"),
    Trade.GARAGE: ("proposal_lubricant", "proposal_fleet"),
    Trade.TOWN: ("proposal_fleet", "proposal_farming"),
    Trade.COMPANY: ("proposal_fleet", "proposal_lubricant"),
}


def choose_occasion(rng: Random, as_prospect: bool, at_desk: bool) -> Occasion:
    """Draw what a visit is about; at the desk nobody drives anywhere."""
    choices = [each for each in OCCASIONS if (each.appointment is None) == at_desk]
    weights = [each.weight[as_prospect] for each in choices]
    return rng.choices(choices, weights)[0]


def answer(rng: Random, occasion: Occasion, trade: Trade) -> tuple[str, ...]:
    """Answer the report's questions; a few reps leave them empty (S3-20)."""
    if rng.random() < 0.04:
        return ()
    answers = [occasion.contact]
    if occasion.appointment is not None:
        has_appointment = rng.random() < occasion.appointment
        answers.append(WITH_APPOINTMENT if has_appointment else WITHOUT_APPOINTMENT)
    answers += occasion.boxes
    if PROPOSAL in occasion.boxes:
        likely = _PROPOSALS[trade]
        answers.append(likely[0])
        answers += [each for each in likely[1:] if rng.random() < 0.3]
    return tuple(answers)
