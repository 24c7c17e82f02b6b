#!/bin/bash
# Runs once, when the PostgreSQL container starts on an empty volume: the database and a
# role that owns it, and nothing more. Odoo must not work as the superuser, who can run
# programs on the server.
set -euo pipefail

psql --username "$POSTGRES_USER" --dbname postgres --no-psqlrc --quiet \
    --set ON_ERROR_STOP=1 --set role="$ODOO_DB_USER" --set database="$ODOO_DATABASE" <<'SQL'
\set password `printf '%s' "$ODOO_DB_PASSWORD"`
CREATE ROLE :"role" LOGIN PASSWORD :'password';
-- The collation C keeps indexes valid whatever the C library of the next image says;
-- Odoo sorts names by the user's language itself.
CREATE DATABASE :"database" OWNER :"role" ENCODING 'UTF8' LC_COLLATE 'C'
    TEMPLATE template0;
REVOKE CONNECT ON DATABASE :"database" FROM PUBLIC;
\connect :"database"
CREATE EXTENSION pg_trgm;
CREATE EXTENSION unaccent;
-- Only the superuser may declare it so; Odoo indexes it only then.
ALTER FUNCTION unaccent(text) IMMUTABLE;
SQL
