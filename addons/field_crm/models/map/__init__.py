# Mixins before what is made of them.
from . import field_placed_mixin
from . import field_mapped_mixin
from . import field_moved_mixin
from . import res_partner
