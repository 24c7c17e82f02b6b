"""Travel by a road engine, asked once for each way, with the air line behind it."""

import numpy as np

from ..model.travel import Travel
from .errors import TravelError
from .great_circle import GreatCircle, fit_areas
from .rows import MemoryStore, Row, point_keys, roads_of

# Rows that the detour of an area is learnt from.
_FITTED_ROWS = 60


class KnownWays:
    """A ``TravelSource`` that remembers, and that never fails.

    What the engine does not know, or cannot say because it no longer answers, comes
    from the great circle with the detour that the known roads of each area show. Once
    the engine has failed it is not asked again by this object, so that all that is said
    of a way, to the search and to who checks it, is the same.

    Parameters
    ----------
    engine : Server or Tiles or None
        None when it could not even be opened.
    positions : ndarray, shape (L, 2)
        Latitude and longitude in degrees.
    factors : sequence of float
        For each profile, what the air line's times are multiplied by.
    store : optional
        Where ways are kept, as ``rows.MemoryStore``.
    failure : TravelError, optional
        Why there is no engine.
    on_ask : callable, optional
        ``on_ask(share)`` is called before each question with the share of the
        questions that is answered; what it raises ends the asking.

    Attributes
    ----------
    failure : TravelError or None
        What the engine failed with.
    lost : set of int
        Places far from any road that the engine knows.
    flown : int
        Ways that were taken from the air line.
    asked : int
        Ways that were looked up, from wherever they came.
    """

    def __init__(
        self, engine, positions, factors, store=None, failure=None, on_ask=None
    ):
        self.engine = engine
        self.positions = np.asarray(positions, float)
        self.keys = point_keys(self.positions)
        self.factors = tuple(factors)
        self.profiles = len(self.factors)
        self.store = store or MemoryStore()
        self.failure = failure
        self.on_ask = on_ask
        self.lost = set()
        self.flown = self.asked = 0
        self.detour = None
        self._rows = [{} for _ in self.factors]
        self._air = None

    def between(self, profile, places):
        """As ``TravelSource.between``; never raises ``TravelError``."""
        places = np.asarray(places)
        rows = self._rows[profile]
        self._load(profile, places)
        found = self._find(rows, places)
        missing = found[0] < 0
        if missing.any() and self.engine and not self.failure:
            self._ask_for(profile, places, missing)
            found = self._find(rows, places)
            missing = found[0] < 0
        self.asked += missing.size - len(places)
        if missing.any():
            self._fly(profile, places, found, missing)
        return Travel(found[0], found[1])

    @property
    def share_flown(self):
        """Share of the ways that came from the air line, 0 to 1."""
        return min(1.0, self.flown / self.asked) if self.asked else 0.0

    # ------------------------------------------------------------------
    # What is known
    # ------------------------------------------------------------------

    def _load(self, profile, places):
        rows = self._rows[profile]
        wanted = dict.fromkeys(self.keys[places].tolist())
        new = [key for key in wanted if key not in rows]
        if new:
            kept = self.store.recall(profile, new)
            rows.update((key, kept.get(key) or Row()) for key in new)

    def _find(self, rows, places):
        targets = self.keys[places]
        found = np.stack([rows[key].find(targets) for key in targets.tolist()], axis=1)
        # From a place to itself, or to another one at the same door.
        found[:, targets[:, None] == targets[None]] = 0
        return found

    # ------------------------------------------------------------------
    # What is asked
    # ------------------------------------------------------------------

    def _ask_for(self, profile, places, missing):
        spots, first = np.unique(self.keys[places], return_index=True)
        missing = missing[np.ix_(first, first)]
        wanted = places[first]
        block = self.engine.block
        parts = [slice(n, n + block) for n in range(0, len(wanted), block)]
        questions = sum(missing[r, c].any() for r in parts for c in parts)
        answered = 0
        for rows in parts:
            try:
                for columns in parts:
                    if missing[rows, columns].any():
                        if self.on_ask:
                            self.on_ask(answered / questions)
                        self._ask(profile, wanted[rows], wanted[columns])
                        answered += 1
            except TravelError as error:
                self.failure = error
                return
            finally:
                # What has come so far outlives whatever happens next.
                self._keep(profile, spots[rows])

    def _ask(self, profile, rows, columns):
        rows = [place for place in rows.tolist() if place not in self.lost]
        columns = [place for place in columns.tolist() if place not in self.lost]
        if not rows or not columns:
            return
        try:
            ways = self.engine.ask(profile, rows, columns)
        except TravelError as error:
            if error.code == "too_far":
                self._ask_in_parts(profile, rows, columns)
                return
            if error.code != "no_road":
                raise
            off = self._get_off_road(profile, {*rows, *columns})
            if not off:
                raise
            self.lost |= off
            self._ask(profile, np.array(rows), np.array(columns))
            return
        targets = self.keys[columns]
        known = self._rows[profile]
        for place, seconds, metres in zip(rows, *ways, strict=True):
            key = int(self.keys[place])
            known[key] = known[key].with_ways(targets, (seconds, metres))

    def _ask_in_parts(self, profile, rows, columns):
        """Ask for smaller parts; what is too far even alone is left to the air line."""
        if len(rows) == len(columns) == 1:
            return
        for some in _halves(rows):
            for others in _halves(columns):
                self._ask(profile, np.array(some), np.array(others))

    def _get_off_road(self, profile, places):
        """Those of some places that the engine finds no road at."""
        off = set()
        for place in places:
            try:
                self.engine.ask(profile, [place], [place])
            except TravelError as error:
                if error.code != "no_road":
                    raise
                off.add(place)
        return off

    def _keep(self, profile, keys):
        rows = self._rows[profile]
        self.store.keep(
            profile,
            {key: rows[key] for key in keys.tolist() if len(rows[key].targets)},
        )

    # ------------------------------------------------------------------
    # What is flown
    # ------------------------------------------------------------------

    def _fly(self, profile, places, found, missing):
        if self._air is None:
            # Learnt once, so that a way stays as long as it was.
            self.detour = self._fit()
            self._air = GreatCircle(self.positions, self.detour, self.factors)
        air = self._air.between(profile, places)
        self.flown += int(missing.sum())
        found[0][missing] = air.seconds[missing]
        found[1][missing] = air.metres[missing]

    def _fit(self):
        """The detour around each place, of the roads that are known."""
        sample = []
        for rows in self._rows:
            filled = [(key, row) for key, row in rows.items() if len(row.targets)]
            sample += filled[:: max(1, len(filled) // _FITTED_ROWS)]
        return fit_areas(self.positions, *roads_of(sample))


def _halves(places):
    middle = (len(places) + 1) // 2
    return [part for part in (places[:middle], places[middle:]) if part]
