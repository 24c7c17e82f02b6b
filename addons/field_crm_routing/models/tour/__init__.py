# Mixins before what is made of them.
from . import field_tour_figures_mixin
from . import field_tour_locking_mixin
from . import field_tour_demand_mixin
from . import field_tour_search_mixin
from . import field_tour_screen_mixin
from . import field_tour_comparison_mixin
from . import field_tour_hours_mixin
from . import field_tour_road_mixin
from . import field_tour_editing_mixin
from . import field_tour_sending_mixin
from . import field_tour_export_mixin
from . import field_tour_plan
from . import field_tour_sector
from . import field_tour
from . import field_tour_stop
from . import field_tour_change
from . import res_partner
