from . import field_request_mixin
from . import field_conversion_request
from . import field_modification_request
from . import field_modification_request_line
from . import field_demo
from . import res_partner
