# Mixins before what is made of them.
from . import field_property_holder_mixin
from . import field_demo
from . import field_own_list
from . import res_partner
