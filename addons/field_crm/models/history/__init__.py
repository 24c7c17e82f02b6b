from . import field_history
from . import res_partner
