"""Odoo's command line, started by this file's name.

A server of several processes starts one of them by the file that it was started by
itself. `python -m odoo` names a file that cannot run so: that process then dies and is
started again without an end, on half a processor.
"""

from odoo.cli.command import main

main()
