"""Odoo's server, whose tests all run once every module is loaded.

Odoo runs a test marked `at_install` while its module loads, when the add-ons on top of
it are not there yet: what those break would not be seen.
"""

import odoo.cli
from odoo.tests import loader
from odoo.tests.suite import OdooSuite

make_suite = loader.make_suite


def make_whole_suite(module_names, position="at_install"):
    """All tests in place of the later ones, none while modules load."""
    if position == "at_install":
        return OdooSuite()
    suites = [make_suite(module_names, one) for one in ("at_install", "post_install")]
    return OdooSuite([test for suite in suites for test in suite])


loader.make_suite = make_whole_suite
odoo.cli.main()
