from . import field_device
from . import field_seal_key
from . import ir_http
from . import res_users_apikeys
