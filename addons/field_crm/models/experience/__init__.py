from . import field_demo
from . import field_feedback_question_mixin
from . import field_visit_feedback
from . import field_settings
from . import field_visit
from . import res_company
from . import res_partner
