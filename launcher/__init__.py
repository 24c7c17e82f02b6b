"""The launcher behind `./fieldcrm`: Python standard library only.

One module per command at this level, `setup/` makes what a command needs
(Python, Odoo, PostgreSQL, databases), `testing/` runs the kinds of test.
"""
