"""A database, a server, a mail server and a browser for the tests of this folder."""

import pytest
from playwright.sync_api import sync_playwright

from launcher.setup.ports import any_port

from .album import Album, slug
from .company import NOT_NEW, furnish
from .demo import demo_database
from .mail_server import MailServer
from .person import Person
from .rep_phone import RepPhone
from .server import Remote, running
from .settings import Settings
from .visitor import Visitor
from .window import CHROMIUM_OPTIONS


@pytest.fixture(scope="session")
def settings():
    return Settings.from_environment()


@pytest.fixture(scope="session")
def mail_server():
    """The company's mail server, up; a test that takes it down starts it again."""
    server = MailServer(any_port())
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def url(settings, mail_server):
    """Address of the server, in whose company people can begin to work."""
    with running(settings, settings.database, settings.port) as address:
        furnish(Remote(address, settings.database, "admin", "admin"), mail_server.port)
        yield address


@pytest.fixture(scope="session")
def admin(settings, url):
    """Calls the server's methods as Odoo's administrator."""
    return Remote(url, settings.database, "admin", "admin")


@pytest.fixture(scope="session")
def remote(settings, url):
    """Call the server's methods as one of the users: `remote(account)`."""

    def connect(account):
        return Remote(url, settings.database, account.login, account.password)

    return connect


@pytest.fixture(scope="session")
def demo_url(settings):
    """Address of a second server, whose database holds the demo data."""
    with demo_database(settings) as name:
        with running(settings, name, any_port()) as address:
            keep_quiet(Remote(address, name, "admin", "admin"))
            yield address


def keep_quiet(admin):
    """What Odoo does by itself when people come for the first time stays out."""
    users = admin.call("res.users", "search", [])
    admin.call("res.users", "write", users, NOT_NEW)


@pytest.fixture(scope="session")
def browser(settings):
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=settings.chromium, args=CHROMIUM_OPTIONS
        )
        yield chromium
        chromium.close()


@pytest.fixture
def album(settings, request):
    return Album(settings.screenshots / slug(request.node.name))


@pytest.fixture
def people(browser, album, request):
    """Seat people in front of the browser: `people(url, account)`.

    At the end of the test nothing may have gone wrong in anybody's page.
    """
    seated = []

    def seat(url, account, **options):
        person = Person(browser, url, album, **options)
        seated.append(person)
        return person.sign_in(account)

    yield seat
    failed = request.node.stash.get(FAILED, False)
    for person in seated:
        if failed:
            person.look("at the end")
        person.close()
    errors = [error for person in seated for error in person.errors]
    assert not errors, "\n".join(errors)


@pytest.fixture
def phone(browser, settings, url, company, album, tmp_path):
    """A rep's phone, on which nobody signed in yet.

    Odoo tells a user of each new key by mail, so the company has an address. At the end
    of the test nothing may have gone wrong in the app.
    """
    rep = RepPhone(browser, settings, url, tmp_path / "phone", album)
    yield rep
    rep.close()
    assert not rep.errors, "\n".join(rep.errors)


@pytest.fixture
def visitor(browser, url, album):
    """Windows in which nobody signed in: `visitor(viewport=…)`."""
    windows = []

    def seat(**options):
        windows.append(Visitor(browser, url, album, **options))
        return windows[-1]

    yield seat
    for window in windows:
        window.close()
    errors = [error for window in windows for error in window.errors]
    assert not errors, "\n".join(errors)


@pytest.fixture(scope="session")
def company(admin):
    """Name of the company, which can be written to by mail."""
    [found] = admin.call("res.company", "search_read", [], ["name"], limit=1)
    admin.call("res.company", "write", [found["id"]], {"email": "contact@example.com"})
    return found["name"]


def pytest_configure(config):
    config.addinivalue_line("markers", "gallery: takes a picture of every screen")


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report
