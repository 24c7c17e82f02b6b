"""Clients as the engine's areas: where they are, and the work that each means."""

import numpy as np

from ...engine.sector import Areas, workload

_DEFAULT_HOURS = 0.5
_USUAL_WEEKS = 4
"""Who has no frequency is taken to be visited once in so many weeks."""


def measure_clients(partners):
    """Where clients are and how much work they are.

    Parameters
    ----------
    partners : res.partner
        With coordinates.

    Returns
    -------
    Areas
        Its work in hours in four weeks, in the order of the partners.
    """
    positions = np.array(
        [(each.partner_latitude, each.partner_longitude) for each in partners]
    )
    visits = np.array([_get_visits(each) for each in partners])
    seconds = np.array([_get_hours(each) * 3600 for each in partners])
    return Areas(positions, workload(positions, visits, seconds))


def _get_visits(partner):
    if partner.visit_frequency_count and partner.visit_frequency_weeks:
        per_week = partner.visit_frequency_count / partner.visit_frequency_weeks
        return per_week * _USUAL_WEEKS
    return 1.0


def _get_hours(partner):
    return partner.visit_duration or partner.visit_type_id.duration or _DEFAULT_HOURS
