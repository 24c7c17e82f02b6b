from . import field_winpneu_demo
