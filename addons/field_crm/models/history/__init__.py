from . import field_history
