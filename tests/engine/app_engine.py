"""The engines of the reps' app, run by Node.js as they are."""

import json
import re
import shutil
import subprocess
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "addons/field_crm_sync/static/src/engine"
# Odoo's bundler wants imports without extension, Node.js wants them with it.
IMPORT = re.compile(r'(from "\.[^"]*)"')

DRIVER = """
import {readFileSync} from "node:fs";
const {code, calls} = JSON.parse(readFileSync(0, "utf8"));
const run = await import(`data:text/javascript,${encodeURIComponent(code)}`);
console.log(JSON.stringify(calls.map((call) => run.default(...call) ?? null)));
"""


class AppEngine:
    """A copy of the engines that Node.js can load.

    Parameters
    ----------
    folder
        An empty folder to put it in.
    """

    def __init__(self, folder):
        self.folder = folder
        shutil.copytree(SOURCE, folder, dirs_exist_ok=True)
        (folder / "package.json").write_text('{"type": "module"}')
        for file in folder.rglob("*.js"):
            text = file.read_text(encoding="utf-8")
            file.write_text(IMPORT.sub(r'\1.js"', text), encoding="utf-8")
        (folder / "driver.mjs").write_text(DRIVER)

    def call_all(self, imports, function, calls):
        """What a function gives for each list of arguments.

        Parameters
        ----------
        imports
            Names to import, by module below ``static/src/engine``.
        function
            JavaScript of the function.
        calls
            Lists of arguments, as JSON knows them.
        """
        lines = [
            f"import {{{', '.join(names)}}} from "
            f'"{(self.folder / module).as_uri()}.js";'
            for module, names in imports.items()
        ]
        code = "\n".join([*lines, f"export default {function};"])
        done = subprocess.run(
            ["node", str(self.folder / "driver.mjs")],
            input=json.dumps({"code": code, "calls": calls}),
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)
