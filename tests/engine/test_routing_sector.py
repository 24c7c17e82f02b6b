"""Sectors: balanced, compact, with what is fixed in its place."""

import itertools

import numpy as np
import pytest
from field_crm_routing.engine.sector import (
    Areas,
    SectorError,
    make_sectors,
    workload,
)
from hypothesis import given, settings
from hypothesis import strategies as st

spots = st.tuples(st.floats(43, 49), st.floats(-1, 6))


def country(seed, size):
    """Clients in towns of different sizes."""
    chance = np.random.default_rng(seed)
    towns = chance.uniform([44, -1], [49, 6], (max(size // 40, 3), 2))
    town = chance.integers(0, len(towns), size)
    return towns[town] + chance.normal(0, 0.08, (size, 2)), chance.uniform(0.5, 2, size)


@settings(max_examples=15)
@given(st.integers(0, 1000), st.integers(2, 12))
def test_the_work_is_balanced(seed, count):
    """S0-54: every sector has its share of the work, within 3 %."""
    areas = Areas(*country(seed, 4000))
    sectors = make_sectors(areas, count, seed=seed)
    assert sectors.spread < 0.03
    assert np.allclose(sectors.work, np.bincount(sectors.sector_of, areas.work, count))


clusters = st.lists(
    st.tuples(st.integers(20, 300), spots, st.booleans()), min_size=1, max_size=5
)


@settings(max_examples=40, deadline=None)
@given(clusters, st.integers(2, 6), st.integers(0, 100))
def test_tight_clusters_are_balanced(clusters, count, seed):
    """S0-54: towns far from each other, or a tower block, are parted by work, too."""
    chance = np.random.default_rng(seed)
    positions = np.concatenate(
        [
            np.array(spot) + chance.normal(0, 0 if is_spot else 1e-4, (size, 2))
            for size, spot, is_spot in clusters
        ]
    )
    work = chance.uniform(0.5, 2, len(positions))
    sectors = make_sectors(Areas(positions, work), count, seed=seed)
    # One client more or less, where there are few.
    assert sectors.spread <= max(0.03, 2 * count / work.sum())


def test_sectors_have_straight_borders():
    """S0-54: no sector has islands in another: a line parts any two of them."""
    areas = Areas(*country(3, 3000))
    sectors = make_sectors(areas, 8)
    parts = [areas.plane[sectors.sector_of == sector] for sector in range(8)]
    for one, two in itertools.combinations(parts, 2):
        way = two.mean(axis=0) - one.mean(axis=0)
        at = np.concatenate([one @ way, two @ way])
        is_two = np.arange(len(at)) >= len(one)
        behind = is_two[np.argsort(at)]
        # Wrongly placed by the best line across the way between their middles.
        wrong = np.cumsum(behind) + (~behind)[::-1].cumsum()[::-1]
        assert wrong.min() <= 0.05 * len(at)


def test_unequal_shares():
    """A rep at half time has half a sector's work."""
    areas = Areas(*country(5, 5000))
    sectors = make_sectors(areas, 3, shares=[1, 1, 0.5])
    assert sectors.work / sectors.work.sum() == pytest.approx([0.4, 0.4, 0.2], rel=0.03)


def test_fixed_clients_stay():
    """S0-48: a client bound to a sector is in it, wherever it lies."""
    positions, work = country(6, 2000)
    fixed = np.full(2000, -1)
    fixed[:50] = 2
    sectors = make_sectors(Areas(positions, work), 5, fixed=fixed)
    assert (sectors.sector_of[:50] == 2).all()
    assert sectors.spread < 0.03


def test_preferred_reps_count():
    """More clients are with the rep whom they prefer than without the wish."""
    positions, work = country(7, 2000)
    areas = Areas(positions, work)
    first = make_sectors(areas, 5)
    preferred = (first.sector_of + 1) % 5
    preferred[::2] = -1
    free = make_sectors(areas, 5, today=first.sector_of)
    wished = make_sectors(areas, 5, today=first.sector_of, preferred=preferred)
    has = preferred >= 0
    assert (wished.sector_of[has] == preferred[has]).sum() > (
        free.sector_of[has] == preferred[has]
    ).sum()


def test_few_clients_move():
    """Sectors of today are kept but for so many clients."""
    positions, work = country(8, 4000)
    areas = Areas(positions, work)
    today = make_sectors(areas, 6).sector_of
    shares = [1.15, 1, 1, 1, 1, 1]
    free = make_sectors(areas, 6, shares=shares, today=today)
    few = make_sectors(areas, 6, shares=shares, today=today, most_moves=120)
    assert few.moved <= 120
    assert free.moved > 120


def test_same_seed_same_sectors():
    """A computation can be repeated."""
    areas = Areas(*country(9, 1000))
    one, two = (make_sectors(areas, 4, seed=3).sector_of for _ in range(2))
    assert (one == two).all()


@pytest.mark.parametrize(
    ("size", "count", "fixed", "code"),
    [
        (10, 0, None, "no_sector"),
        (0, 3, None, "no_client"),
        (10, 2, np.zeros(10, int), "fixed_overfull"),
    ],
)
def test_what_cannot_be_is_said(size, count, fixed, code):
    """S0-54: no client, no sector, more work bound to a sector than it may hold."""
    positions, work = country(1, size)
    with pytest.raises(SectorError) as error:
        make_sectors(Areas(positions, work), count, fixed=fixed)
    assert error.value.code == code


def test_the_way_is_work_too():
    """Work: visits times length, and ways that are longer where clients are thin."""
    positions = np.array([[48.0, -1.0]] * 50 + [[45.0, 3.0]])
    hours = workload(positions, np.ones(51), np.full(51, 1800))
    assert hours[0] > 0.5
    assert hours[50] > hours[0]
