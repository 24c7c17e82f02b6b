from . import field_traffic
from . import field_travel_row
from . import res_company
from . import field_settings
from . import field_travel_road
