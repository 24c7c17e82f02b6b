from . import field_device
from . import ir_http
from . import res_users_apikeys
