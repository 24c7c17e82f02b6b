from . import (
    test_access_matrix,
    test_winpneu_compare,
    test_winpneu_connection,
    test_winpneu_into,
    test_winpneu_out,
)
