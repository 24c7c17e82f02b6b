from . import field_tour_demo
