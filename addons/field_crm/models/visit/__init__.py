from . import field_visit_type
from . import field_revisit_mixin
from . import field_visit_status_mixin
from . import field_visit_schedule_mixin
from . import field_visit_report_mixin
from . import field_visit_question
from . import field_visit
from . import field_visited_mixin
