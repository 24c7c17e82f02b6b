from . import (
    test_access_matrix,
    test_translations,
    test_winpneu_chaos,
    test_winpneu_compare,
    test_winpneu_connection,
    test_winpneu_into,
    test_winpneu_out,
    test_winpneu_secrets,
)
