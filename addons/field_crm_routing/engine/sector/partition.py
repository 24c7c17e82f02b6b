"""Balanced, compact sectors.

A client belongs to the sector whose middle is nearest after a handicap of that sector
is taken off: a power diagram, so that sectors have straight borders and no islands. The
handicaps are raised and lowered until all have their share of the work, and the middles
move to where the work is (Aurenhammer, Hoffmann and Aronov 1998).
"""

import itertools
from dataclasses import dataclass

import numpy as np

# Points on which the first middles are sought, and how often.
SAMPLE, STARTS = 12_000, 6
MOVES, BALANCE = 25, 8
FINISH = 150
# How often work is handed on from one sector to another, at most.
HANDS = 400
# Share of a sector's work that it may be off, at the end.
TOLERANCE = 0.005


class SectorError(ValueError):
    """What is asked for cannot be: ``code`` names it, ``limit`` what would be possible.

    Codes: ``no_sector``, ``no_client``, ``fixed_overfull``.
    """

    def __init__(self, code, limit=None):
        self.code = code
        self.limit = limit
        super().__init__(f"{code} ({limit})")


@dataclass(frozen=True)
class Sectors:
    """Clients parted.

    Attributes
    ----------
    sector_of : ndarray of int, shape (n,)
    middles : ndarray, shape (k, 2)
        Latitude and longitude.
    work : ndarray, shape (k,)
    spread : float
        Largest difference of a sector's work from its share, as a share of it.
    moved : int
        Clients whose sector is not that of today.
    """

    sector_of: np.ndarray
    middles: np.ndarray
    work: np.ndarray
    spread: float
    moved: int


def make_sectors(
    areas, count, *, shares=None, fixed=None, preferred=None, today=None,
    most_moves=None, seed=1,
):  # fmt: skip
    """Part clients into sectors.

    Parameters
    ----------
    areas : Areas
    count : int
        Sectors.
    shares : sequence of float, optional
        Share of the work of each; equal unless given.
    fixed : ndarray of int, shape (n,), optional
        Sector that a client must be in, -1: any.
    preferred : ndarray of int, shape (n,), optional
        Sector that a client should rather be in, -1: any.
    today : ndarray of int, shape (n,), optional
        Sector that a client is in today, -1: none.
    most_moves : int, optional
        Clients that may leave the sector of today.
    seed : int

    Returns
    -------
    Sectors
    """
    size = len(areas.work)
    if count < 1:
        raise SectorError("no_sector", 1)
    if not size:
        raise SectorError("no_client", 1)
    shares = np.ones(count) if shares is None else np.asarray(shares, float)
    target = shares / shares.sum() * max(areas.work.sum(), 1e-9)

    def given(values):
        return np.full(size, -1) if values is None else np.asarray(values)

    fixed, preferred, today = given(fixed), given(preferred), given(today)
    held = np.bincount(fixed[fixed >= 0], areas.work[fixed >= 0], count)
    if (held > target * 1.5).any():
        raise SectorError("fixed_overfull", int((held / target).argmax()))
    run = _Run(areas, target, fixed, preferred, today)
    run.find_middles(np.random.default_rng(seed))
    run.finish(0.0)
    run.even_out()
    if most_moves is not None:
        run.limit_moves(most_moves)
    return run.result()


class _Run:
    """One parting under way."""

    def __init__(self, areas, target, fixed, preferred, today):
        self.areas = areas
        self.count = len(target)
        self.target = target
        self.fixed = fixed
        self.preferred = preferred
        self.today = today
        self.points = areas.plane.astype(np.float32)
        # Area of a sector of mean size, the natural unit of handicaps.
        self.unit = float(self.points.var(axis=0).sum()) / self.count + 1e-6
        self.handicaps = np.zeros(self.count)
        self.middles = None
        self.sector_of = None

    def find_middles(self, chance):
        """Middles from several starts on a sample; the most compact wins."""
        anchored = np.where(self.today >= 0, self.today, self.fixed)
        known = np.bincount(anchored[anchored >= 0], minlength=self.count)
        chosen = chance.permutation(len(self.points))[:SAMPLE]
        work = self.areas.work[chosen]
        target = self.target / self.target.sum() * work.sum()
        best = None
        for _start in range(1 if known.all() else STARTS):
            middles = _spread_out(self.points[chosen], work, self.count, chance)
            for sector in np.flatnonzero(known):
                middles[sector] = self.points[anchored == sector].mean(axis=0)
            handicaps = np.zeros(self.count)
            step = np.full(self.count, 0.3 * self.unit)
            for _move in range(MOVES):
                sector_of = self._balance(
                    chosen, work, target, middles, handicaps, step, BALANCE, 0.0
                )
                middles = _means(self.points[chosen], work, sector_of, middles)
            away = ((self.points[chosen] - middles[sector_of]) ** 2).sum(axis=1)
            # Not balanced counts, too.
            loads = np.bincount(sector_of, work, self.count)
            price = (away * work).sum() / work.sum() * (1 + _off(loads, target))
            if best is None or price < best[0]:
                best = price, middles, handicaps.copy()
        _price, self.middles, self.handicaps = best

    def finish(self, stay):
        """Balance all clients; ``stay`` is what leaving the sector of today costs."""
        every = np.arange(len(self.points))
        work = self.areas.work
        step = np.full(self.count, 0.05 * self.unit)
        for moves, rounds in ((3, 15), (1, FINISH)):
            for _move in range(moves):
                self.sector_of = self._balance(
                    every, work, self.target, self.middles, self.handicaps, step,
                    rounds, stay,
                )  # fmt: skip
                if rounds != FINISH and stay == 0:
                    self.middles = _means(
                        self.points, work, self.sector_of, self.middles
                    )

    def even_out(self):
        """Hand clients on from sectors with too much work to those with too little.

        For what no borders can balance: many clients on one spot, towns far from each
        other. Work goes by the cheapest way, through sectors between if need be.
        """
        work, rows = self.areas.work, np.arange(len(self.points))
        cost = self._costs(rows, self.middles, 0.0) - self.handicaps.astype(np.float32)
        free = self.fixed < 0
        for _hand in range(HANDS):
            missing = self.target - np.bincount(self.sector_of, work, self.count)
            if _off(self.target - missing, self.target) < TOLERANCE:
                return
            more = cost - cost[rows, self.sector_of][:, None]
            first, last = int(missing.argmin()), int(missing.argmax())
            way = _cheapest_way(more, self.sector_of, free, first, last)
            amount = min(-missing[first], missing[last])
            if not way or not self._hand_on(way, amount, more, free):
                return

    def _hand_on(self, way, amount, more, free):
        """Move work along a way of sectors; whether any moved."""
        was, moved = self.sector_of.copy(), False
        for one, two in itertools.pairwise(way):
            mine = np.flatnonzero((was == one) & free & (self.areas.work > 0))
            order = mine[np.argsort(more[mine, two], kind="stable")]
            sums = np.cumsum(self.areas.work[order])
            # The last one only if half of it is wanted.
            fits = sums - self.areas.work[order] / 2 < amount
            self.sector_of[order[fits]] = two
            moved |= bool(fits.any())
        return moved

    def limit_moves(self, most):
        """Let clients stay where they are until few enough move."""
        low, high = 0.0, self.unit
        while self._moved() > most and high < 1e4 * self.unit:
            self.finish(high)
            low, high = (low, high) if self._moved() <= most else (high, high * 4)
        if low == 0.0 and self._moved() <= most and high == self.unit:
            return
        for _try in range(6):
            middle = (low + high) / 2
            self.finish(middle)
            low, high = (low, middle) if self._moved() <= most else (middle, high)
        self.finish(high)

    def result(self):
        """The sectors as they are now."""
        loads = np.bincount(self.sector_of, self.areas.work, self.count)
        middles = np.array(
            [
                self.areas.positions[self.sector_of == sector].mean(axis=0)
                if (self.sector_of == sector).any()
                else (np.nan, np.nan)
                for sector in range(self.count)
            ]
        )
        return Sectors(
            self.sector_of, middles, loads, _off(loads, self.target), self._moved()
        )

    def _moved(self):
        return int(((self.today >= 0) & (self.sector_of != self.today)).sum())

    def _balance(self, chosen, work, target, middles, handicaps, step, rounds, stay):
        """Change the handicaps until the work is shared; the sector of each point."""
        cost = self._costs(chosen, middles, stay)
        fixed = self.fixed[chosen]
        held = fixed >= 0
        last, best = np.zeros(self.count), None
        for _round in range(rounds):
            sector_of = (cost - handicaps.astype(np.float32)).argmin(axis=1)
            sector_of[held] = fixed[held]
            loads = np.bincount(sector_of, work, self.count)
            missing = target - loads
            off = _off(loads, target)
            if best is None or off < best[0]:
                best = off, sector_of, handicaps.copy()
            if off < TOLERANCE:
                break
            turned = missing * last < 0
            step[turned] *= 0.5
            step[~turned] *= 1.15
            np.clip(step, 1e-5 * self.unit, 2 * self.unit, out=step)
            # Little missing, little changed.
            handicaps += step * np.clip(4 * missing / target, -1, 1)
            last = missing
        handicaps[:] = best[2]
        return best[1]

    def _costs(self, chosen, middles, stay):
        points = self.points[chosen]
        middles = middles.astype(np.float32)
        cost = -2 * points @ middles.T
        cost += (middles**2).sum(axis=1)
        rows = np.arange(len(chosen))
        for wish, price in ((self.preferred, 0.5 * self.unit), (self.today, stay)):
            has = wish[chosen] >= 0
            cost[rows[has], wish[chosen][has]] -= price
        return cost


def _cheapest_way(more, sector_of, free, first, last):
    """Sectors on the cheapest way to hand a client on from one to another."""
    count = more.shape[1]
    step = np.full((count, count), np.inf)
    for sector in range(count):
        mine = (sector_of == sector) & free
        if mine.any():
            # Who would rather be there, too, costs nothing: no way runs in circles.
            step[sector] = np.maximum(more[mine].min(axis=0), 0)
    reach, before = step[first].copy(), np.full(count, first)
    reach[first] = 0.0
    for _sector in range(count):
        through = reach[:, None] + step
        best = through.argmin(axis=0)
        nearer = through[best, np.arange(count)] < reach - 1e-3
        nearer[first] = False
        if not nearer.any():
            break
        reach[nearer] = through[best, np.arange(count)][nearer]
        before[nearer] = best[nearer]
    if not np.isfinite(reach[last]):
        return []
    way = [last]
    while way[-1] != first and len(way) <= count:
        way.append(int(before[way[-1]]))
    return way[::-1] if way[-1] == first else []


def _off(loads, target):
    return float(np.abs(loads / target - 1).max())


def _means(points, work, sector_of, middles):
    """Middles of the work of each sector; an empty one stays where it is."""
    count = len(middles)
    loads = np.bincount(sector_of, work, count)
    found = np.stack(
        [np.bincount(sector_of, work * points[:, axis], count) for axis in (0, 1)], 1
    )
    full = loads > 0
    moved = middles.copy()
    moved[full] = found[full] / loads[full, None]
    return moved


def _spread_out(points, work, count, chance):
    """First middles, far from each other (k-means++)."""
    chosen = [points[chance.integers(len(points))]]
    away = ((points - chosen[0]) ** 2).sum(axis=1)
    for _sector in range(count - 1):
        weight = away * work + 1e-9
        chosen.append(points[chance.choice(len(points), p=weight / weight.sum())])
        away = np.minimum(away, ((points - chosen[-1]) ** 2).sum(axis=1))
    return np.array(chosen, float)
