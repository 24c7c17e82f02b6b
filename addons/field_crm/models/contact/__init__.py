# Mixins before what is made of them.
from . import field_findable_mixin
from . import field_region
from . import res_partner
