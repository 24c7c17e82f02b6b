#!/bin/bash
# Makes an empty database and the role that owns it, and nothing more: Odoo must not work
# as the superuser, who can run programs on the server. Runs when the PostgreSQL container
# starts on an empty volume, and before a backup is restored.
set -euo pipefail

psql --username "$POSTGRES_USER" --dbname postgres --no-psqlrc --quiet \
    --set ON_ERROR_STOP=1 --set role="$ODOO_DB_USER" --set database="$ODOO_DATABASE" <<'SQL'
\set password `printf '%s' "$ODOO_DB_PASSWORD"`
SELECT format('CREATE ROLE %I', :'role')
    WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'role') \gexec
ALTER ROLE :"role" LOGIN PASSWORD :'password';
-- The collation C keeps indexes valid whatever the C library of the next image says;
-- Odoo sorts names by the user's language itself.
CREATE DATABASE :"database" OWNER :"role" ENCODING 'UTF8' LC_COLLATE 'C'
    TEMPLATE template0;
REVOKE CONNECT ON DATABASE :"database" FROM PUBLIC;
\connect :"database"
CREATE EXTENSION pg_trgm;
CREATE EXTENSION unaccent;
-- Odoo indexes it only then, and only the superuser may declare it so. A dump does not
-- carry this, and its indexes cannot be restored without.
ALTER FUNCTION unaccent(text) IMMUTABLE;
SQL
