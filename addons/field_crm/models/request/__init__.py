from . import field_conversion_request
