from . import field_geocoder
from . import field_geocode_cache
from . import field_settings
from . import res_company
from . import res_partner
