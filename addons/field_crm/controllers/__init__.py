from . import field_export
