from . import feedback
from . import field_export
