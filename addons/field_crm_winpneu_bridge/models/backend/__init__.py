from . import (
    field_winpneu_column,
    field_winpneu_connection_mixin,
    field_winpneu_layout_mixin,
    field_winpneu_run,
    field_winpneu_runner_mixin,
    field_winpneu_watch_mixin,
    field_winpneu_words_mixin,
)
from . import field_winpneu_backend
