"""End-to-end tests: pytest and a real browser against a real server.

The tests start the server themselves; they get a database of their own and what
they need to know through variables (see docs/contributors/launcher.md).
"""

import os

from ..linting.node import NodeTools
from ..setup.ports import any_port
from . import log_check, pytest_kind
from .outcome import Outcome


def run(context, databases, selection, browser):
    """Run `tests/e2e` on a copy of the product's template."""
    folder = context.root / "tests" / "e2e"
    if not any(folder.rglob("test_*.py")):
        return Outcome("e2e", left_out="tests/e2e holds no test")
    if browser is None:
        return Outcome("e2e", left_out="there is no Chromium")
    template = databases.product_template()
    database = databases.copy(template, f"e2e_{os.getpid()}")
    log = context.logs / "test-e2e-server.log"
    log.unlink(missing_ok=True)
    NodeTools(context).ensure()
    try:
        outcome = pytest_kind.run(
            context,
            "e2e",
            selection.paths.get("e2e"),
            environment=environment(context, database, template, log, browser),
        )
    finally:
        databases.drop(database)
    outcome.problems += log_check.problems_in(databases.draft_of(template).log)
    outcome.problems += log_check.problems_in(log)
    return outcome


def environment(context, database, template, log, browser):
    """The variables that the end-to-end tests build on."""
    port = any_port()
    configuration = database.configure(http_port=port)
    screenshots = context.state / "screenshots" / "e2e"
    screenshots.mkdir(parents=True, exist_ok=True)
    return dict(
        database.server.environment(),
        FIELDCRM_PYTHON=str(context.python),
        FIELDCRM_CONFIG=str(configuration),
        FIELDCRM_DB=database.name,
        FIELDCRM_TEMPLATE_DB=template.name,
        FIELDCRM_PORT=str(port),
        FIELDCRM_URL=f"http://127.0.0.1:{port}",
        FIELDCRM_SERVER_LOG=str(log),
        FIELDCRM_CHROMIUM=browser,
        FIELDCRM_SCREENSHOTS=str(screenshots),
        FIELDCRM_STATE=str(context.state),
        FIELDCRM_NODE_MODULES=str(NodeTools(context).modules),
    )
