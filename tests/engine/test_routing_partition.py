"""The best choice of tours, beside trying all of them."""

from itertools import combinations

import numpy as np
from field_crm_routing.engine.search.partition import choose
from hypothesis import given, settings
from hypothesis import strategies as st

VISITS, KINDS = 6, 2

TOURS = st.lists(
    st.tuples(
        st.sets(st.integers(0, VISITS - 1), min_size=1, max_size=4),
        st.integers(1, 100),
        st.integers(0, KINDS - 1),
    ),
    min_size=1,
    max_size=9,
)


def cheapest(tours, shifts, prizes):
    """Least cost of all choices that visit nobody twice."""
    least = sum(prizes)
    for count in range(1, len(tours) + 1):
        for some in combinations(tours, count):
            visits = [visit for order, _cost, _kind in some for visit in order]
            kinds = np.bincount([kind for *_, kind in some], minlength=KINDS)
            if len(visits) == len(set(visits)) and (kinds <= shifts).all():
                left_out = set(range(VISITS)) - set(visits)
                cost = sum(cost for _order, cost, _kind in some)
                least = min(least, cost + sum(prizes[v] for v in left_out))
    return least


@settings(deadline=None, max_examples=60)
@given(
    tours=TOURS,
    shifts=st.tuples(st.integers(1, 3), st.integers(1, 3)),
    prizes=st.lists(st.integers(1, 150), min_size=VISITS, max_size=VISITS),
)
def test_it_is_the_cheapest(tours, shifts, prizes):
    """Tours that the relaxation rules out are in no cheapest choice."""
    orders = [np.array(sorted(order)) for order, _cost, _kind in tours]
    costs = np.array([cost for _order, cost, _kind in tours])
    kinds = np.array([kind for *_, kind in tours])
    shifts = np.array(shifts)
    known = np.zeros(len(tours), bool)
    chosen = choose(orders, costs, kinds, shifts, np.array(prizes), known, 10.0)
    made = [visit for tour in chosen for visit in orders[tour]]
    assert len(made) == len(set(made))
    left_out = set(range(VISITS)) - set(made)
    total = costs[chosen].sum() + sum(prizes[visit] for visit in left_out)
    assert total == cheapest(tours, shifts, prizes)
