from . import field_tour_export
