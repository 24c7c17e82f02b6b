from . import (
    field_winpneu_client,
    field_winpneu_client_reader_mixin,
    field_winpneu_conflict,
    field_winpneu_history_reader_mixin,
    field_history,
)
