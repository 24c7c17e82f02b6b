from . import field_settings, res_company
