# Mixins before what is made of them.
from . import field_flagged_mixin
from . import field_geofenced_mixin
from . import field_opened_mixin
from . import field_looked_up_mixin
from . import field_closure
from . import field_opening_hour
from . import field_settings
from . import res_company
from . import res_partner
