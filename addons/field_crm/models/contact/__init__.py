# Mixins before what is made of them.
from . import field_contact_group_log
from . import field_contact_group
from . import field_demo
from . import field_findable_mixin
from . import field_grouped_mixin
from . import field_linked_mixin
from . import field_region
from . import field_located_mixin
from . import ir_ui_menu
from . import res_partner
from . import res_partner_relation
from . import res_users
