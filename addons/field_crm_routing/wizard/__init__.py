from . import field_tour_absence_wizard
from . import field_tour_client_wizard
