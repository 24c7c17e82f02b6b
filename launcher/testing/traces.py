"""What a database consists of, and where two states of it differ.

The structure is PostgreSQL's catalogue; the content is, for each table, the number of
its rows or, where rows have identifiers, which ones there are.
"""

import re

STRUCTURE = {
    "table": """
        SELECT table_name || ' ' || table_type FROM information_schema.tables
        WHERE table_schema = 'public'""",
    "column": """
        SELECT table_name || '.' || column_name || ' ' || data_type || ' '
            || is_nullable FROM information_schema.columns
        WHERE table_schema = 'public'""",
    "index": """
        SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'""",
    "constraint": """
        SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace""",
    "trigger": """
        SELECT tgrelid::regclass || ' ' || tgname FROM pg_trigger
        WHERE NOT tgisinternal""",
    "sequence": """
        SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'""",
    "function": """
        SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace""",
    "extension": "SELECT extname FROM pg_extension",
}
TABLES = """
SELECT one.table_name, bool_or(two.column_name IS NOT NULL)
FROM information_schema.tables one
LEFT JOIN information_schema.columns two ON two.table_schema = 'public'
    AND two.table_name = one.table_name AND two.column_name = 'id'
WHERE one.table_schema = 'public' AND one.table_type = 'BASE TABLE'
GROUP BY one.table_name
"""
# What tells a row of a table from the others, where it is not its identifier: Odoo
# makes some rows anew, and a name says more to whoever has to look for it.
NAMES = {
    "ir_act_window_view": "act_window_id || '/' || view_mode || '/' || view_id",
    "ir_model_constraint": "name",
    "ir_model_data": "module || '.' || name",
    "ir_model_fields": "model || '.' || name",
    "ir_model_relation": "name",
}
# Tables that a running Odoo writes to whatever is installed, each with the reason.
LIVING = {
    r"orm_signaling_.*": "one row for each change of the registry or a cache",
    r"ir_cron_(progress|trigger)": "runs of scheduled actions",
    r"bus_bus": "messages to open browsers",
    r"ir_profile|ir_logging": "what is logged into the database",
    r"res_users_log|res_device_log": "who signed in when",
}
# Rows that Odoo forgets, or makes anew, when any add-on is uninstalled: their names may
# differ, what they stand for is compared above.
FORGOTTEN = {
    # Foreign keys get no external identifier, by which uninstalling finds its rows.
    "ir_model_constraint": r"\w+_fkey",
    # What other modules call the parts of a model that inherits from theirs.
    "ir_model_data": r"(?!field_crm)\w+\.(selection|model_inherit|field)_\w+",
}
# Two fields of Odoo declare this table, one restricting, one cascading: the one set up
# last decides, and uninstalling several add-ons sets up anew.
AMBIGUOUS = re.compile(r"rule_group_rel rule_group_rel_group_id_fkey .*")
SHOWN = 30


def snapshot(server, database):
    """The state of a database: ({kind: set of its objects}, {table: its rows})."""
    structure = {
        kind: {
            row[0]
            for row in server.query(query, database)
            if not AMBIGUOUS.fullmatch(row[0])
        }
        for kind, query in STRUCTURE.items()
    }
    queries = [
        f"SELECT '{name}', {rows_of(name, has_id == 't')} FROM \"{name}\""
        for name, has_id in server.query(TABLES, database)
    ]
    content = dict(server.query(" UNION ALL ".join(queries), database))
    return structure, content


def rows_of(table, has_id):
    """SQL for the rows of a table: each one's name or, without any, their number."""
    if not has_id:
        return "count(*)::text"
    name = NAMES.get(table, "id::text")
    return f"coalesce(string_agg({name}, ',' ORDER BY id), '-')"


def differences(before, after, allowed=LIVING):
    """What differs between two snapshots, one line each."""
    found = []
    for kind in before[0]:
        found += [
            f"{kind} is left: {x}" for x in sorted(after[0][kind] - before[0][kind])
        ]
        found += [
            f"{kind} is gone: {x}" for x in sorted(before[0][kind] - after[0][kind])
        ]
    for table in sorted(set(before[1]) & set(after[1])):
        if any(re.fullmatch(pattern, table) for pattern in allowed):
            continue
        found += row_differences(table, before[1][table], after[1][table])
    return found


def row_differences(table, before, after):
    """Rows of one table: identifiers as text with commas, or a number."""
    if before == after:
        return []
    forgotten = re.compile(FORGOTTEN.get(table, "-"))
    old, new = (
        {row for row in rows.split(",") if not forgotten.fullmatch(row) and row != "-"}
        for rows in (before, after)
    )
    lines = []
    if left := sorted(new - old)[:SHOWN]:
        lines.append(f"{table}: rows are left: {', '.join(left)}")
    if gone := sorted(old - new)[:SHOWN]:
        lines.append(f"{table}: rows are gone: {', '.join(gone)}")
    return lines
