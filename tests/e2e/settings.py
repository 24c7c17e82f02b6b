"""What `./fieldcrm test e2e` tells the tests; see docs/contributors/launcher.md."""

import os
from dataclasses import dataclass
from pathlib import Path

from launcher.setup.odoo_command import BY_FILE


@dataclass(frozen=True)
class Settings:
    """The variables of the launcher.

    Attributes
    ----------
    python, configuration
        Odoo's interpreter and configuration file.
    database
        Our own copy of the product: French, no demo data, ``admin`` / ``admin``.
    template
        What it was copied from.
    server_log
        Where the server writes; a warning in it fails the run.
    """

    python: str
    configuration: str
    database: str
    template: str
    port: int
    server_log: Path
    chromium: str
    screenshots: Path

    @classmethod
    def from_environment(cls):
        """Read the variables.

        :raise RuntimeError: when they are not there
        """
        try:
            return cls(
                python=os.environ["FIELDCRM_PYTHON"],
                configuration=os.environ["FIELDCRM_CONFIG"],
                database=os.environ["FIELDCRM_DB"],
                template=os.environ["FIELDCRM_TEMPLATE_DB"],
                port=int(os.environ["FIELDCRM_PORT"]),
                server_log=Path(os.environ["FIELDCRM_SERVER_LOG"]),
                chromium=os.environ["FIELDCRM_CHROMIUM"],
                screenshots=Path(os.environ["FIELDCRM_SCREENSHOTS"]),
            )
        except KeyError as missing:
            raise RuntimeError(
                f"{missing} is not set: run these tests by `./fieldcrm test e2e`."
            ) from missing

    def odoo(self, verb, database, *arguments):
        """Odoo's command line on a database."""
        return [
            self.python,
            # Importing Odoo's own base module warns about itself.
            *("-W", "ignore::DeprecationWarning:odoo.addons.base"),
            *(str(BY_FILE), verb, "--config", self.configuration),
            *("--database", database, "--db-filter", f"^{database}$"),
            *arguments,
        ]
