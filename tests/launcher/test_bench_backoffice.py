"""The figures of `./fieldcrm bench backoffice` from what was measured."""

from launcher.bench.backoffice import rows, summarise


def result(median):
    return {"median": median, "p95": 2 * median, "queries": 3}


FOUND = {
    "list": {"rep": result(10), "manager": result(20)},
    "search name": {"rep": result(30), "manager": result(10)},
    "search code": {"rep": result(5), "manager": result(40)},
    "form": {"rep": result(10), "manager": result(10)},
    "home revisit": {"rep": result(9), "manager": result(8)},
    "stats": {"manager": result(60)},
    "stats_rep": {"rep": result(12)},
    "plain list": {"rep": result(10), "manager": result(40)},
    "plain search": {"rep": result(10), "manager": result(80)},
    "plain form": {"rep": result(20), "manager": result(5)},
    "plain stats": {"manager": result(40)},
    "plain stats_rep": {"rep": result(12)},
}


def test_the_slowest_role_and_measure_count():
    assert summarise(FOUND) == {
        "list_ms": 20,
        "list_ratio": 1.0,
        "search_ms": 40,
        "search_ratio": 3.0,
        "form_ms": 10,
        "form_ratio": 2.0,
        "home_ms": 9,
        "home_ratio": 0.9,
        "stats_ms": 60,
        "stats_ratio": 1.5,
        "stats_rep_ms": 12,
        "stats_rep_ratio": 1.0,
    }


def test_the_table_names_every_measure_and_role():
    labels = [label for label, _text in rows(FOUND, summarise(FOUND))]
    assert "search code, manager" in labels
    assert "Slowest home" in labels
