from . import (
    test_access_matrix,
    test_resource,
    test_tour_plan,
)
