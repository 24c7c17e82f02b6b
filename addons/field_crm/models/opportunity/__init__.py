from . import field_probability
from . import crm_lead
from . import crm_lead_status
from . import sale_order
from . import sale_order_line
from . import field_visit
from . import res_partner
