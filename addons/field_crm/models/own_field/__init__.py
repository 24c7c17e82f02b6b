from . import field_own_list
from . import res_partner
