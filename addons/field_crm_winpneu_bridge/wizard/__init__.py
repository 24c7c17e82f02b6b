from . import field_winpneu_give_up_wizard
