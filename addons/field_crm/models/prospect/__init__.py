# Mixins before what is made of them.
from . import field_doubles_mixin
from . import field_movement_mixin
from . import field_reassignment_criteria
from . import field_conversion_request
from . import field_demo
from . import field_reassignment
from . import field_reassignment_line
from . import field_settings
from . import field_visit
from . import res_company
from . import res_partner
