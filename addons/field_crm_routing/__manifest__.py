{
    "name": "Field CRM: tours",
    "summary": "Sectors, and tours that keep opening hours, frequencies and deadlines",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "Field CRM",
    "license": "AGPL-3",
    "depends": ["field_crm"],
    "external_dependencies": {"python": ["numba", "numpy", "ortools"]},
}
