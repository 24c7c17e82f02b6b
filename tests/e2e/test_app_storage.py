"""The reps' app when the phone itself gives trouble: full, emptied, or behind a PIN."""

import pytest
from playwright.sync_api import expect

from .company import REP, make_clients
from .demo import query_in

PIN = "482913"
# No test can fill the browser's disk: its refusal is put where it comes from.
FILL_UP = """() => {
    const {prototype} = IDBObjectStore;
    window.ordinaryAdd = prototype.add;
    prototype.add = () => {
        throw new DOMException("no room", "QuotaExceededError");
    };
}"""
MAKE_ROOM = "() => { IDBObjectStore.prototype.add = window.ordinaryAdd; }"
CLIMB = """async () => {
    const use = (name) => odoo.loader.modules.get(`@field_crm_sync/store/${name}`);
    const {ask, openDatabase, deleteDatabase} = use("database");
    const old = await openDatabase("scratch", use("schema").LADDER.slice(0, 1));
    const bytes = new Uint8Array(10).buffer;
    await old.write(["blob"], ({blob}) => {
        const put = (owner, sha, sent, at) =>
            blob.put({owner, sha, bytes, size: 10, sent, at, name: ""});
        put("late", "a", 0, 200);
        put("sent", "b", 10, 150);
        put("early", "c", 4, 100);
        return null;
    });
    old.close();
    const store = await openDatabase("scratch", use("schema").LADDER);
    const blobs = new (use("blobs").Blobs)(store, new (use("vault").OpenVault)());
    const found = {waiting: await blobs.waiting(), whole: 0};
    for (const key of found.waiting) {
        found.whole += (await blobs.read(key)).blob.size;
    }
    found.evicted = await blobs.evict();
    found.left = await store.read(["blob"], ({blob}) => ask(blob.getAllKeys()));
    await blobs.noteSent(["early", "c"], 10);
    found.after = await blobs.waiting();
    found.count = await blobs.countWaiting();
    store.close();
    await deleteDatabase("scratch");
    return found;
}"""


@pytest.fixture
def client(admin):
    [client] = make_clients(admin, "Carrosserie Morel")
    return client


def test_a_full_phone_says_so(phone, client):
    """Nothing has a tick that is not on the disk: the form is told, and stays open."""
    phone.sign_in(REP)
    phone.page.evaluate(FILL_UP)
    code = """await field.save("VC", {partner: argument}).then(
        () => ["saved", ""], (error) => [error.name, error.message])"""
    name, message = phone.ask(code, client)
    assert name == "NotSaved"
    assert "pleine" in message
    assert phone.status()["waiting"] == 0

    phone.page.evaluate(MAKE_ROOM)
    uuid = phone.save("VC", {"partner": client, "comment": "De nouveau de la place"})
    phone.expect_done(uuid)


def test_an_emptied_database_gives_nothing_away(phone, client, remote):
    """Odoo's own button empties every database: the journal has what waited (S3-64)."""
    phone.sign_in(REP)
    phone.set_offline()
    uuid = phone.save("VC", {"partner": client, "comment": "Avant le grand nettoyage"})
    device = phone.ask("field.phone.device")
    phone.page.evaluate("""async () => {
        for (const {name} of await indexedDB.databases()) {
            indexedDB.deleteDatabase(name);
        }
    }""")
    phone.set_offline(False)
    phone.start()
    phone.expect_ready()
    phone.expect_done(uuid)
    assert phone.ask("field.phone.device") != device
    found = remote(REP).call(
        "field.visit", "search_count", [["comment", "=", "Avant le grand nettoyage"]]
    )
    assert found == 1


def test_a_pin_hides_what_the_phone_holds(phone, client):
    """Behind a PIN no client's name lies readable on the disk; the work goes on."""
    phone.sign_in(REP)
    phone.ask("await session.setPin(argument)", PIN)
    phone.set_offline()
    uuid = phone.save("VC", {"partner": client, "comment": "Rien que pour nous"})
    stored = phone.page.evaluate("""async () => {
        const {name} = (await indexedDB.databases()).find(({name}) =>
            name.startsWith("field-") && name !== "field-seat");
        const db = await new Promise((resolve) => {
            const request = indexedDB.open(name);
            request.onsuccess = () => resolve(request.result);
        });
        const texts = await Promise.all([...db.objectStoreNames].map((store) =>
            new Promise((resolve) => {
                const request = db.transaction(store).objectStore(store).getAll();
                request.onsuccess = () => resolve(JSON.stringify(request.result));
            })));
        db.close();
        return texts.join();
    }""")
    assert "Carrosserie" not in stored
    assert "Rien que" not in stored

    phone.page.reload()
    box = phone.page.locator("input[type=password]")
    box.fill("000000")
    box.press("Enter")
    phone.page.get_by_role("alert").wait_for()
    phone.look("wrong PIN")
    box.fill(PIN)
    box.press("Enter")
    phone.expect_ready()
    assert phone.ask("field.partners.get(argument).name", client) == "Carrosserie Morel"
    phone.set_offline(False)
    phone.expect_done(uuid)


def test_a_forgotten_pin_loses_nothing(phone, client, remote):
    """What waited behind the PIN, photo included, arrives; the phone begins anew.

    One visit was recorded before there was a PIN, one behind it (S3-64).
    """
    phone.sign_in(REP)
    phone.set_offline()
    before = phone.save(
        "VC", {"partner": client, "comment": "Avant le code"}, pixels=40
    )
    phone.ask("await session.setPin(argument)", PIN)
    behind = phone.save(
        "VC", {"partner": client, "comment": "Derrière le code"}, pixels=60
    )
    device = phone.ask("field.phone.device")
    phone.page.reload()
    button = phone.page.get_by_role("button", name="Code PIN oublié")
    button.click()
    dialog = phone.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Continuer").click()
    expect(phone.page.get_by_role("alert")).to_contain_text("Pas de connexion")
    assert phone.ask("session.phone.isLocked")
    phone.look("forgotten")
    phone.set_offline(False)
    phone.context.clear_cookies()
    button.click()
    dialog.get_by_role("button", name="Continuer").click()
    phone.page.get_by_label("E-mail").fill(REP.login)
    phone.page.get_by_label("Mot de passe").fill(REP.password)
    phone.page.get_by_role("button", name="Se connecter").click()
    phone.expect_ready()
    phone.expect_true("!field.status.photos && field.status.signedIn")
    assert not phone.ask("session.hasPin")
    assert phone.ask("field.phone.device") != device
    office = remote(REP)
    for uuid, comment in ((before, "Avant le code"), (behind, "Derrière le code")):
        [visit] = office.call(
            "field.visit", "search_read", [["comment", "=", comment]], ["state"]
        )
        photo = [["res_model", "=", "field.visit"], ["res_id", "=", visit["id"]]]
        assert office.call("ir.attachment", "search_count", photo) == 1, uuid


def test_a_first_load_in_parts_goes_on_where_it_broke_off(phone, client, settings):
    """More than 10,000 rows come in parts; a phone switched off between two of them
    begins with the second, and then holds every row once (S3-63)."""
    many = 10_200
    # As the bridge writes them, which no call from outside can.
    query_in(
        settings.database,
        f"""INSERT INTO field_history (company_id, partner_id, date, subject)
            SELECT company.id, {client}, current_date, 'Appel ' || number
              FROM generate_series(1, {many}) number,
                   (SELECT min(id) AS id FROM res_company) company
         RETURNING id""",
    )
    asked = []

    def follow(route):
        page = route.request.post_data_json.get("page")
        if page:
            asked.append(page)
        if len(asked) == 1:
            route.abort()
        else:
            route.continue_()

    phone.context.route("**/field/api/pull", follow)
    phone.page.goto("/web/login?redirect=/field%3Fsigned%3D1")
    phone.page.get_by_label("E-mail").fill(REP.login)
    phone.page.get_by_label("Mot de passe").fill(REP.password)
    phone.page.get_by_role("button", name="Se connecter").click()
    phone.page.wait_for_function("document.body.innerText.includes('lignes reçues')")
    phone.look("first part")
    phone.page.reload()
    phone.expect_ready()
    assert asked[0] == asked[1]
    assert phone.ask("field.history.of(argument).length", client) == many
    clear = f"DELETE FROM field_history WHERE partner_id = {client} RETURNING id"
    assert len(query_in(settings.database, clear)) == many
    phone.ask("await field.sync()")
    assert not phone.ask("field.history.of(argument).length", client)


def test_photos_that_wait_are_found_without_reading_any(phone):
    """Also those of a phone whose store is of the first version; what the office has
    makes room, what it lacks never does (S3-64)."""
    phone.sign_in(REP)
    found = phone.page.evaluate(CLIMB)
    assert found["waiting"] == [["early", "c"], ["late", "a"]]
    assert found["whole"] == 2 * 10
    assert (found["evicted"], found["left"]) == (1, [["early", "c"], ["late", "a"]])
    assert (found["after"], found["count"]) == ([["late", "a"]], 1)
