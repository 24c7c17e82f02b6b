from . import test_winpneu_connection, test_winpneu_out
