from . import field_skill
from . import field_fuel
from . import field_vehicle_type
from . import field_vehicle_consumption
from . import field_vehicle
from . import field_visit_type
from . import field_absence
from . import field_resource
