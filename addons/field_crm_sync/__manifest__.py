{
    "name": "Field CRM: the reps' app",
    "summary": "Clients, visits and prospects on the phone, without a network",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "Field CRM",
    "license": "AGPL-3",
    "depends": ["field_crm"],
    "data": [
        "security/field_sync_rules.xml",
        "security/ir.model.access.csv",
    ],
    "uninstall_hook": "uninstall_hook",
}
