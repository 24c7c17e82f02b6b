# Mixins before what is made of them.
from . import field_sectorisation_making_mixin
from . import field_sectorisation_preview_mixin
from . import field_sectorisation
from . import field_sectorisation_line
from . import field_tour_plan
from . import res_partner
