"""Small routing problems made at random, for tests."""

import numpy as np
from field_crm_routing.engine.model import Matrix, Problem, Shift, Travel, Visit
from hypothesis import strategies as st

HOUR, DAY = 3600, 86_400


def make_travel(chance, places):
    """Ways on a plane that is not quite a plane: not symmetric, no triangle rule."""
    at = chance.integers(0, 30_000, (places, 2))
    away = np.hypot(*(at[:, None] - at[None]).transpose(2, 0, 1))
    metres = (away * chance.uniform(1.0, 1.4, away.shape)).astype(np.int32)
    seconds = (metres / chance.uniform(8, 20, away.shape)).astype(np.int32)
    np.fill_diagonal(metres, 0)
    np.fill_diagonal(seconds, 0)
    return at.astype(float), Matrix([Travel(seconds, metres)])


def make_hours(chance, day):
    """A day's work, with lunch or without."""
    begins = day * DAY + int(chance.integers(6, 10)) * HOUR
    ends = begins + int(chance.integers(4, 11)) * HOUR
    if chance.random() < 0.5:
        return ((begins, ends),)
    noon = (begins + ends) // 2
    return ((begins, noon), (noon + HOUR, ends + HOUR))


def make_problem(seed, visits, reps=2, days=2, *, locked=False):
    """A problem with something of everything.

    Parameters
    ----------
    seed, visits, reps, days : int
    locked : bool
        Whether one visit is locked to a shift.
    """
    chance = np.random.default_rng(seed)
    positions, travel = make_travel(chance, visits + reps + 1)

    def maybe(value, probability=0.3):
        return value if chance.random() < probability else None

    shifts = tuple(
        Shift(
            rep=rep,
            hours=make_hours(chance, day),
            start=visits + rep,
            end=maybe(visits + int(chance.integers(0, reps)), 0.8),
            skills=frozenset("ab"[: int(chance.integers(0, 3))]),
            cost_per_metre=int(chance.integers(1, 5)),
            cost_per_second=int(chance.integers(0, 5)),
            fixed_cost=int(chance.integers(0, 2)) * 10_000,
            max_visits=maybe(int(chance.integers(1, 6))),
            max_metres=maybe(int(chance.integers(20_000, 150_000))),
            max_travel=maybe(int(chance.integers(1, 5)) * HOUR),
            max_work=maybe(int(chance.integers(2, 9)) * HOUR),
            capacity=maybe(int(chance.integers(3, 20))),
        )
        for rep in range(reps)
        for day in range(days)
    )
    made = tuple(
        _make_visit(chance, number, reps, days, len(shifts), locked and number == 0)
        for number in range(visits)
    )
    return Problem(shifts, made, travel, positions)


def _make_visit(chance, number, reps, days, shifts, locked):
    duration = int(chance.integers(0, 7)) * 900
    windows = []
    for day in range(days):
        moment = day * DAY
        for _ in range(int(chance.integers(0, 3))):
            moment += int(chance.integers(5, 11)) * HOUR
            if moment >= (day + 1) * DAY:
                break
            windows.append((moment, moment + int(chance.integers(0, 5)) * HOUR))
            moment = windows[-1][1]
    return Visit(
        place=None if chance.random() < 0.05 else number,
        duration=duration,
        windows=tuple(windows),
        due=int(chance.integers(0, days)) * DAY if chance.random() < 0.4 else None,
        late_cost=int(chance.integers(0, 50_000)),
        skip_cost=(int(chance.integers(0, 300_000)) if chance.random() < 0.5 else None),
        skills=frozenset("a") if chance.random() < 0.2 else frozenset(),
        reps=frozenset({int(chance.integers(0, reps))})
        if chance.random() < 0.2
        else None,
        rep_costs=((int(chance.integers(0, reps)), 20_000),)
        if chance.random() < 0.3
        else (),
        shift=int(chance.integers(0, shifts)) if locked else None,
        load=int(chance.integers(0, 4)),
    )


problems = st.builds(
    make_problem,
    seed=st.integers(0, 2**32 - 1),
    visits=st.integers(1, 14),
    reps=st.integers(1, 3),
    days=st.integers(1, 3),
    locked=st.booleans(),
)
