"""Plain Python of Field CRM: nothing in this package imports ``odoo``."""
