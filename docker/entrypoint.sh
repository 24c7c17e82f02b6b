#!/bin/bash
set -euo pipefail

# Odoo's master password opens the database manager, which odoo.conf switches off
# (list_db). Should somebody switch it on, it must not be Odoo's default "admin".
ODOO_ADMIN_PASSWD=$(python3 -c "import secrets; print(secrets.token_urlsafe(32))")
export ODOO_ADMIN_PASSWD

exec "$@"
