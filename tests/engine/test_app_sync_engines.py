"""The engines of synchronisation on the phone, with whatever may come their way."""

import json
import random
import re

import pytest
from app_engine import AppEngine
from field_crm_sync.engine.sync import delta_code, digest

SEED = 20260501


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    return AppEngine(tmp_path_factory.mktemp("app_sync_engines"))


@pytest.fixture
def chance():
    return random.Random(SEED)


def test_sums_and_steps_are_the_servers(engine, chance):
    """What the phone reckons of its numbers is what the server does (S2-40)."""
    lists = [
        sorted(chance.sample(range(1, 2**31 - 1), count))
        for count in (0, 1, 2, 50, 3000)
    ]
    found = engine.call_all(
        {"sync/id_list": ["digest", "decodeSteps", "encodeSteps"]},
        "(numbers, steps) => [digest(numbers), decodeSteps(steps),"
        " encodeSteps([...numbers].reverse())]",
        [[numbers, delta_code(numbers)] for numbers in lists],
    )
    for numbers, (sums, decoded, steps) in zip(lists, found, strict=True):
        assert tuple(sums) == digest(numbers)
        assert decoded == numbers
        assert steps == delta_code(numbers)


def test_uuids_sort_by_time(engine, chance):
    """Actions sort as they were done, also across 1970 and a clock far ahead."""
    moments = sorted(chance.randrange(2**48) for _each in range(200))
    made = engine.call_all(
        {"sync/uuid7": ["uuid7"]},
        "(now, bytes) => uuid7(now, Uint8Array.from(bytes))",
        [[now, [chance.randrange(256) for _b in range(10)]] for now in moments],
    )
    assert made == sorted(made)
    shape = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-\w{12}")
    assert all(shape.fullmatch(each) for each in made)
    assert all(
        int(each.replace("-", "")[:12], 16) == now
        for each, now in zip(made, moments, strict=True)
    )


def test_a_table_is_what_was_put_and_not_taken(engine, chance):
    """Chunks after any changes hold the rows of the truth, and no chunk too many."""
    truth, changes, expected = {}, [], []
    for _round in range(25):
        wanted = [*chance.sample(range(1, 4000), chance.randrange(900))]
        fresh = {number: f"v{chance.randrange(10**6)}" for number in wanted}
        gone = chance.sample(range(1, 4000), chance.randrange(600))
        for number in gone:
            if number not in fresh:
                truth.pop(number, None)
        truth.update(fresh)
        changes.append([list(fresh), list(fresh.values()), gone])
        expected.append(dict(truth))
    driver = """(changes) => {
        const table = new Table();
        return changes.map(([ids, values, gone]) => {
            const fresh = {columns: ["id", "name"], values: [ids, values]};
            table.swap(table.plan(fresh, gone));
            const rows = [...table.rows()].map((row) => [row.id, row.name]);
            const sizes = [...table.chunks.values()].map((chunk) => chunk.count);
            const same = rows.every(([id, name]) => table.get(id).name === name);
            return {rows, size: table.size, sizes, same};
        });
    }"""
    [found] = engine.call_all({"table/table": ["Table"]}, driver, [[changes]])
    for state, rows in zip(found, expected, strict=True):
        assert dict(map(tuple, state["rows"])) == rows
        assert len(state["rows"]) == state["size"] == len(rows)
        assert max(state["sizes"], default=0) <= 500
        assert state["same"]


def test_uuids_sort_as_they_were_made(engine):
    """A clock that is set back, and two in one millisecond, change no order (S2-12)."""
    moments = [5000, 5000, 4000, 9000, 1, 9001]
    driver = """(moments, earlier) => {
        const maker = new UuidMaker();
        maker.follow(earlier);
        return moments.map((moment) => maker.make(moment));
    }"""
    earlier = "00000000-1388-7000-8000-000000000000"
    [made] = engine.call_all(
        {"sync/uuid7": ["UuidMaker"]}, driver, [[moments, earlier]]
    )
    assert made == sorted(made)
    assert len(set(made)) == len(moments)
    assert made[0] > earlier


def test_the_search_finds_what_a_slow_reader_finds(engine, chance):
    """Every word, any accent, any attribute, a star for anything (S3-13, S2-30)."""
    words = ["Élevage", "GAEC", "du", "Chêne", "Pneus", "l'Orée", "Œuvre", "Saint-Malo"]
    rows = [
        {
            "id": number,
            "name": " ".join(chance.choices(words, k=3)),
            "city": chance.choice(["Vitré", "Laval", "Fougères"]),
            "phone": f"+33 2 99 {number:02} 11 22",
        }
        for number in range(60)
    ]
    asked = ["chene", "ELEVAGE vitre", "oeuvre", "pn*s", "che*", "*ges", "zzz", "", "*"]
    asked += ["gaec  laval", "02 99 07", "0299071122", "l'or*", "(", "saint-malo"]
    driver = """(rows, text) => {
        const columns = Object.keys(rows[0]);
        const values = columns.map((name) => rows.map((row) => row[name]));
        const table = new Table();
        table.swap(table.plan({columns, values}, []));
        const {total, rows: shown} = find(table, new Map(), {text, limit: 100});
        return {total, ids: shown.map((row) => row.id), first: find(table, new Map(),
            {text, limit: 3}).rows.map((row) => row.id)};
    }"""
    found = engine.call_all(
        {"table/table": ["Table"], "search/find": ["find"]},
        driver,
        [[rows, text] for text in asked],
    )
    answers = dict(zip(asked, found, strict=True))
    for text, answer in answers.items():
        assert sorted(answer["ids"]) == slowly(rows, text), text
        assert answer["total"] == len(answer["ids"])
        assert answer["first"] == answer["ids"][:3]
    names = {row["id"]: fold(row["name"]) for row in rows}
    order = [names[number] for number in answers[""]["ids"]]
    assert order == sorted(order)
    assert answers["02 99 07"]["ids"] == answers["0299071122"]["ids"] == [7]


def fold(text):
    table = str.maketrans("ÉéêèôŒœ", "eeeeooo")
    return text.replace("Œ", "oe").replace("œ", "oe").translate(table).lower()


def slowly(rows, text):
    """The same by other means: numbers of the rows that a pattern finds."""
    found = []
    for row in rows:
        texts = [fold(row["name"]), fold(row["city"]), row["phone"]]
        national = "0" + re.sub(r"\D", "", row["phone"])[2:]
        digits = re.sub(r"\D", "", text)
        if len(digits) >= 6:
            fits = digits in national
        else:
            fits = all(
                any(fits_word(word, each) for each in texts)
                for word in fold(text).split()
                if word.strip("*")
            )
        if fits:
            found.append(row["id"])
    return found


def fits_word(word, text):
    if "*" not in word:
        return word in text
    start = r"(?:^|[\s'(.-])" if not word.startswith("*") else ""
    end = r"(?:$|[\s').-])" if not word.endswith("*") else ""
    pattern = start + ".*".join(map(re.escape, re.split(r"\*+", word))) + end
    return bool(re.search(pattern, text))


def test_the_nearest_come_first(engine, chance):
    """By distance where the rep is known to be; places not known come last (S2-25)."""
    rows = [
        {
            "id": number,
            "name": f"c{number}",
            "partner_latitude": chance.uniform(47, 49) if number % 7 else None,
            "partner_longitude": chance.uniform(-3, 1),
        }
        for number in range(200)
    ]
    driver = """(rows, within) => {
        const columns = Object.keys(rows[0]);
        const values = columns.map((name) => rows.map((row) => row[name]));
        const table = new Table();
        table.swap(table.plan({columns, values}, []));
        const origin = {latitude: 48.1, longitude: -1.7};
        const {total, rows: shown} = find(table, null, {origin, within, limit: 200});
        return {total, distances: shown.map((row) => row.distance)};
    }"""
    everywhere, near = engine.call_all(
        {"table/table": ["Table"], "search/find": ["find"]},
        driver,
        [[rows], [rows, 20_000]],
    )
    known = [each for each in everywhere["distances"] if each is not None]
    assert everywhere["total"] == 200
    assert known == sorted(known)
    assert everywhere["distances"][len(known) :] == [None] * (200 - len(known))
    assert near["distances"] == [each for each in known if each <= 20_000]
    assert near["total"] == len(near["distances"])


def test_what_waits_stands_where_it_is(engine):
    """A client with a visit that waits is as far as before, not at the end (S2-25)."""
    driver = """() => {
        const place = (id, latitude) => ({id, name: `c${id}`, field_status: "client",
            partner_latitude: latitude, partner_longitude: -1.7});
        const rows = [place(1, 48.1), place(2, 48.2), place(3, 48.3)];
        const columns = Object.keys(rows[0]);
        const values = columns.map((name) => rows.map((row) => row[name]));
        const table = new Table();
        table.swap(table.plan({columns, values}, []));
        const made = place("new", 48.15);
        const changed = new Map([[2, rows[1]], [3, null], ["new", made]]);
        const origin = {latitude: 48.1, longitude: -1.7};
        const {rows: shown} = find(table, changed, {origin});
        return shown.map(({key, distance}) => [key, Math.round(distance / 1000)]);
    }"""
    [found] = engine.call_all(
        {"table/table": ["Table"], "search/find": ["find"]}, driver, [[]]
    )
    assert found == [[1, 0], ["new", 6], [2, 11]]


def test_an_order_that_is_mended_is_the_one_made_anew(engine, chance):
    """What a synchronisation brings is found at once, what it takes away is not."""
    words = ["Élevage", "GAEC", "du", "Chêne", "Pneus", "Saint-Malo"]

    def rows(ids):
        return {
            "columns": ["id", "name"],
            "values": [ids, [" ".join(chance.choices(words, k=2)) for _id in ids]],
        }

    changes = [
        [rows(chance.sample(range(3000), 700)), chance.sample(range(3000), 100)]
        for _number in range(8)
    ]
    driver = """(changes, asked) => {
        const look = (table) => asked.map((text) => {
            const {total, rows} = find(table, null, {text, limit: 50});
            return [total, rows.map(({name}) => name)];
        });
        const mended = new Table();
        return changes.map(([fresh, gone]) => {
            mended.swap(mended.plan(fresh, gone));
            const anew = new Table();
            anew.swap(new Map(mended.chunks));
            return [look(mended), look(anew), mended.size, look(mended)[0][0]];
        });
    }"""
    steps = engine.call_all(
        {"table/table": ["Table"], "search/find": ["find"]},
        driver,
        [[changes, ["", "chene", "gaec du", "saint*malo pneus"]]],
    )
    for step in steps[0]:
        mended, anew, size, total = step
        assert mended == anew
        assert total == size


def test_batches_keep_the_order_and_the_limits(engine, chance):
    """At most 50 and 256 kB a message, nothing passed over (100 visits: 2 requests)."""
    visits = [
        {"seq": seq, "args": {"comment": "é" * chance.randrange(1000)}}
        for seq in range(1, 400)
    ]
    driver = """(mutations, limits) => {
        const batches = [];
        let rest = mutations;
        while (rest.length) {
            batches.push(firstBatch(rest, limits).map(({seq}) => seq));
            rest = rest.slice(batches.at(-1).length);
        }
        return batches;
    }"""
    limits = {"count": 50, "bytes": 240 * 1024}
    call = {"sync/states": ["firstBatch"]}
    small = [{"seq": seq, "args": {"comment": "RAS"}} for seq in range(100)]
    huge = [{"seq": 1, "args": {"comment": "x" * 300_000}}, {"seq": 2, "args": {}}]
    many, few, large = engine.call_all(
        call, driver, [[visits, limits], [small, limits], [huge, limits]]
    )
    assert sum(many, []) == [each["seq"] for each in visits]
    by_seq = {each["seq"]: len(json.dumps(each).encode()) for each in visits}
    for batch in many:
        assert len(batch) <= 50
        assert sum(by_seq[seq] for seq in batch) <= 256 * 1024 * 2
    assert [len(batch) for batch in few] == [50, 50]
    assert large == [[1], [2]]


def test_the_most_pressing_come_first(engine, chance):
    """By a column, wherever the rep is; what waits on the phone counts (S3-05)."""
    days = [f"2026-05-{day:02}" for day in range(1, 29)]
    rows = [
        {
            "id": number,
            "name": f"c{number}",
            "field_status": chance.choice(["client", "prospect"]),
            "revisit_date": chance.choice([None, *days]),
        }
        for number in range(1300)
    ]
    changed = {7: "2026-04-30", 8: None}
    driver = """(rows, text) => {
        const columns = Object.keys(rows[0]);
        const values = columns.map((name) => rows.map((row) => row[name]));
        const table = new Table({quiet: ["revisit_date"]});
        table.swap(table.plan({columns, values}, []));
        const client = {field_status: "client", name: "c"};
        const changed = new Map([
            [7, {...client, revisit_date: "2026-04-30"}], [8, null],
        ]);
        const filters = {revisit_date: Boolean, field_status: "client"};
        const {total, rows: shown} = find(table, changed, {
            text, filters, sort: "revisit_date", limit: 40,
        });
        return {total, keys: shown.map(({key}) => key),
            days: shown.map((row) => row.revisit_date)};
    }"""
    everyone, named = engine.call_all(
        {"table/table": ["Table"], "search/find": ["find"]},
        driver,
        [[rows, ""], [rows, "c"]],
    )
    due = sorted(
        row["revisit_date"]
        for row in rows
        if row["revisit_date"]
        and row["field_status"] == "client"
        and row["id"] not in changed
    )
    assert everyone["days"] == ["2026-04-30", *due][:40]
    assert everyone["keys"][0] == 7
    assert everyone["total"] == len(due) + 1
    assert (named["days"], named["total"]) == (everyone["days"], everyone["total"])
