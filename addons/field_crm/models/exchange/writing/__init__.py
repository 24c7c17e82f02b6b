"""How rows of clients become rows of a table, without the ORM.

Plain Python: values in, values out. ``field.client.writer`` holds the transaction, the
user's rights and the SQL; docs/design/import.md says when these modules are trusted.
"""
