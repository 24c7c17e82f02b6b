from . import field_import_log
