from . import (
    test_access_matrix,
    test_resource,
    test_sectorisation,
    test_tour_compilation,
    test_tour_editing,
    test_tour_export,
    test_tour_plan,
    test_tour_planner,
    test_tour_search,
    test_tour_sending,
    test_translations,
    test_travel_times,
)
