from . import field_visit
