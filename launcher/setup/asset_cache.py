"""The web client's compiled files, kept from one database to the next.

Compiling them takes longer than installing our add-ons. Odoo finds a compiled file by
an address with a fingerprint of its sources in it: what is out of date is never used.
"""

import json
import os
import shutil

COLUMNS = (
    "name, url, type, mimetype, public, res_model, res_field, res_id, company_id, "
    "store_fname, file_size, checksum, create_uid, write_uid, create_date, write_date"
)


class AssetCache:
    """Compiled files in the state folder, with what a database says of them."""

    def __init__(self, context):
        self.folder = context.cache / "assets"
        self.rows = self.folder / "rows.json"
        self.files = self.folder / "files"

    def give(self, database):
        """Put the files into a database that Odoo has set up and nobody uses yet."""
        try:
            rows = json.loads(self.rows.read_text())
        except (OSError, ValueError):
            return
        rows = [row for row in rows if self._place(row["store_fname"], database)]
        if rows:
            text = json.dumps(rows).replace("'", "''")
            database.server.query(
                f"INSERT INTO ir_attachment ({COLUMNS}) SELECT {COLUMNS} "
                f"FROM json_populate_recordset(NULL::ir_attachment, '{text}')",
                database.name,
            )

    def keep(self, database):
        """Take over what a database has compiled."""
        answer = database.server.query(
            f"SELECT json_agg(found) FROM (SELECT {COLUMNS} FROM ir_attachment "
            "WHERE url LIKE '/web/assets/%' AND store_fname IS NOT NULL) found",
            database.name,
        )
        # psql shows an array of several rows on several lines.
        text = "".join("\t".join(cells) for cells in answer)
        rows = json.loads(text) if text else []
        if not rows:
            return
        draft = self.folder.with_name(f"assets{os.getpid()}")
        shutil.rmtree(draft, ignore_errors=True)
        for row in rows:
            _link(database.filestore / row["store_fname"], draft / "files", row)
        (draft / "rows.json").write_text(json.dumps(rows))
        shutil.rmtree(self.folder, ignore_errors=True)
        draft.rename(self.folder)

    def _place(self, name, database):
        source, target = self.files / name, database.filestore / name
        if not source.exists():
            return False
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            link_or_copy(source, target)
        return True


def _link(source, folder, row):
    target = folder / row["store_fname"]
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.exists() and not target.exists():
        link_or_copy(source, target)


def link_or_copy(source, target):
    """A second name for a file that never changes, or a copy of it."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
