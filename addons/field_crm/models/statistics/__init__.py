from . import field_statistics
from . import field_visit_question
