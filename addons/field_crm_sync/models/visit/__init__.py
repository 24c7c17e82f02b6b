from . import field_visit
from . import field_visit_type
