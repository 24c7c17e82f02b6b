# Mixins before what is made of them.
from . import field_parked_mixin
from . import field_agency
from . import field_park_line
from . import field_park_type
from . import field_sector
from . import res_partner
