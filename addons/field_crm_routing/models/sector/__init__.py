from . import field_sectorisation
from . import field_sectorisation_line
from . import field_tour_plan
from . import res_partner
