"""Whatever happens to a phone, its network and the server, nothing is lost or doubled.

Each seed draws what the rep does, what the office does and what goes wrong; afterwards
the oracles of docs/design/sync.md must hold. `./fieldcrm bench chaos` tries more seeds.
"""

import pytest
from chaos.play import play
from chaos.world import made

SEEDS = range(25)


@pytest.fixture(scope="module")
def world(settings):
    """One server and one database for all seeds."""
    with made(settings) as world:
        yield world


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_lost_and_nothing_doubled(seed, world, browser, tmp_path):
    """S2-08 … S2-14, S3-61 … S3-73."""

    outcome = play(world, browser, seed, tmp_path / "phone")
    assert not outcome.problems, str(outcome)
