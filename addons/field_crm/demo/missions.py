"""Missions of a repair shop, one for each status, around the day of loading."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mission:
    """A mission, planned by the sales manager.

    Attributes
    ----------
    account
        Name of the client's XML id.
    type, sla
        Names of the XML ids of its type and, if any, of its service level.
    state
        A status of visits.
    day
        Working days from today; ``None`` while it is to plan.
    hour
        Local time of the beginning.
    asked
        Hours ago that the client asked.
    comment, problem
        As the rep wrote them.
    """

    account: str
    type: str
    state: str
    day: int | None = None
    hour: int = 9
    asked: int = 48
    sla: str = ""
    comment: str = ""
    problem: str = ""
    priority: str = "0"


MISSIONS = (
    Mission(
        "partner_sarl_transports_ruello",
        "repair",
        "to_plan",
        asked=1,
        sla="sla_4h",
        comment="Crevaison d'un tracteur, bloqué au dépôt.",
        priority="2",
    ),
    Mission(
        "partner_texier_transports",
        "maintenance",
        "to_plan",
        asked=20,
        comment="Contrôle de pression de la flotte, plutôt un matin.",
    ),
    Mission(
        "partner_scea_ruello_freres",
        "fleet",
        "to_plan",
        comment="Relevé des pneus agraires avant la saison.",
    ),
    Mission(
        "partner_le_meur_tp",
        "repair",
        "planned",
        day=1,
        hour=10,
        asked=3,
        sla="sla_same_day",
        comment="Pneu de chargeuse entaillé.",
        priority="1",
    ),
    Mission("partner_le_meur_automobiles", "fleet", "planned", day=2, hour=14),
    Mission(
        "partner_transports_le_meur",
        "repair",
        "in_progress",
        day=-1,
        hour=16,
        asked=30,
        sla="sla_4h",
    ),
    Mission(
        "partner_couverture_bouvet",
        "maintenance",
        "paused",
        day=-1,
        hour=14,
        comment="Pièce commandée, à reprendre à sa réception.",
    ),
    Mission(
        "partner_paysages_danet",
        "repair",
        "done_issues",
        day=-2,
        hour=11,
        asked=96,
        sla="sla_same_day",
        problem="Jante voilée : le pneu n'a pas pu être monté.",
    ),
    Mission(
        "partner_transports_marie_et_fils",
        "repair",
        "done",
        day=-3,
        hour=15,
        asked=100,
        sla="sla_same_day",
        comment="Pneu remplacé sur place.",
    ),
)
