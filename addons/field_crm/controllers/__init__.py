from . import booking
from . import feedback
from . import field_export
from . import field_import
from . import field_report
from . import field_statistics
