from . import (
    field_conversion_request,
    field_modification_request,
    field_visit,
    field_winpneu_counter,
    field_winpneu_sender_mixin,
    field_winpneu_sending_mixin,
)
from . import field_winpneu_event
