"""Which travel times tours are made with."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from odoo.tools import config, formatLang

from ...engine.travel import (
    GreatCircle,
    KnownWays,
    Osrm,
    Slowed,
    Tiles,
    TravelError,
    Valhalla,
    describe_tiles,
    fit_areas,
)
from .way_store import WayStore

_FACTORS = {"auto": 1.0, "truck": 1.25, "bicycle": 3.2, "pedestrian": 9.5}
"""How much slower than a car, on the way of a usual tour."""
_OSRM_NAMES = {
    "auto": "driving",
    "truck": "driving",
    "bicycle": "cycling",
    "pedestrian": "walking",
}
_HASTE = 3
"""Seconds that somebody who drags a visit may be kept waiting."""


def get_roads_folder():
    """Where the roads of this server lie, made by ``./fieldcrm tiles``."""
    known = os.environ.get("FIELDCRM_ROADS")
    return Path(known) if known else Path(config["data_dir"]) / "field_crm_roads"


class TravelTimes:
    """Travel times between some points, by the company's choice.

    Parameters
    ----------
    company : res.company
    points : list of (float, float)
        Latitude and longitude of each place, in degrees.
    speeds : list of (str, float)
        Values of ``profile`` of ``field.vehicle.type``, and what travel times are
        multiplied by at the hours of the day.
    is_waited_for : bool
        Whether somebody waits for the answer: then nothing is asked twice.
    on_ask : callable, optional
        As ``KnownWays``.

    Attributes
    ----------
    source : TravelSource
    """

    def __init__(self, company, points, speeds, is_waited_for=False, on_ask=None):
        self.company = company.sudo()
        self.env = company.env
        self.choice = self.company.field_travel_provider
        self.points = points
        self.names = list(dict.fromkeys(name for name, _factor in speeds))
        factors = [_FACTORS[name] for name in self.names]
        if self.choice == "air":
            self.known = None
            self.detour = self._fit_detour()
            base = GreatCircle(points, self.detour, factors)
        else:
            engine, failure = self._open(is_waited_for)
            store = WayStore(self.env, get_source_name(self.company), self.names)
            self.known = base = KnownWays(
                engine, points, factors, store, failure, on_ask
            )
        self.source = Slowed(
            base, [(self.names.index(name), factor) for name, factor in speeds]
        )

    def _open(self, is_waited_for):
        """The road engine, or why there is none: (engine, TravelError)."""
        try:
            return open_engine(
                self.company, self.points, self.names, is_waited_for
            ), None
        except TravelError as error:
            return None, error

    def _fit_detour(self):
        """The detour of each area, where roads have been known some day."""
        if not self.points:
            return []
        known = WayStore(self.env, None, ["auto"]).sample(self.points)
        return fit_areas(self.points, *known)

    # ------------------------------------------------------------------
    # Words
    # ------------------------------------------------------------------

    def describe(self):
        """What the travel times come from, as the plan says it."""
        if self.choice == "air":
            return self._describe_air(self.detour)
        name = describe_provider(self.company)
        if not self.known.flown:
            return name
        return self.env._(
            "%(provider)s; %(share)s %% %(air_line)s",
            provider=name,
            share=max(1, round(self.known.share_flown * 100)),
            air_line=self._describe_air(self.known.detour),
        )

    def _describe_air(self, detour):
        factors = sorted({round(float(each), 2) for each in detour}) or [1.3]
        factors = [formatLang(self.env, each) for each in factors]
        if len(factors) == 1:
            return self.env._("air line × %s", factors[0])
        return self.env._(
            "air line × %(least)s to %(most)s", least=factors[0], most=factors[-1]
        )

    def describe_problem(self):
        """Why some ways are air lines, with what could be done; False without."""
        known = self.known
        if not known or not known.flown:
            return False
        if known.failure:
            return describe_failure(self.env, known.failure)
        if known.lost:
            return self.env._(
                "%(count)s places lie far from any road that is known: look at their "
                "position on the map, or make the roads of a larger area.",
                count=len(known.lost),
            )
        return False


def open_engine(company, points, names, is_waited_for=False):
    """The road engine that a company has chosen.

    :raises TravelError: when there is none
    """
    if company.field_travel_provider == "tiles":
        return Tiles(get_roads_folder(), points, names)
    timeout = company.field_travel_timeout
    patience = (
        {"timeout": min(_HASTE, timeout), "pauses": ()}
        if is_waited_for
        else {"timeout": timeout}
    )
    url = company.field_travel_url
    if company.field_travel_provider == "osrm":
        return Osrm(url, points, [_OSRM_NAMES[name] for name in names], **patience)
    return Valhalla(url, points, names, **patience)


def get_source_name(company):
    """What roads are kept under: another server, and new tiles, know other roads."""
    if company.field_travel_provider == "tiles":
        made_on = (describe_tiles(get_roads_folder()) or {}).get("made_on", "")
        return f"tiles {made_on}"
    return f"{company.field_travel_provider} {company.field_travel_url}"


def describe_provider(company):
    """Name of the road engine, without what may be secret in its address."""
    if company.field_travel_provider == "tiles":
        return company.env._("roads of this server")
    labels = dict(
        company._fields["field_travel_provider"]._description_selection(company.env)
    )
    host = urlsplit(company.field_travel_url or "").hostname or ""
    return f"{labels[company.field_travel_provider]} ({host})"


def describe_failure(env, error):
    """A sentence for what a road engine has failed with, and the way out."""
    names = {"provider": error.provider, "detail": error.detail[:200]}
    sentences = {
        "unreachable": env._(
            "%(provider)s does not answer: look at its address in the settings, and "
            "whether it runs. (%(detail)s)",
            **names,
        ),
        "busy": env._(
            "%(provider)s has had enough of our questions: search again later. "
            "(%(detail)s)",
            **names,
        ),
        "refused": env._("%(provider)s refuses to answer: %(detail)s.", **names),
        "unreadable": env._(
            "%(provider)s gives an answer that cannot be read: is there really such a "
            "road engine at its address? (%(detail)s)",
            **names,
        ),
        "no_tiles": env._(
            "This server has no roads yet: an administrator of the server makes them "
            "of an OpenStreetMap extract (./fieldcrm tiles)."
        ),
    }
    return sentences.get(error.code, str(error))
