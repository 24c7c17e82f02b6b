from . import test_access_rights
from . import test_field_client_sheet
from . import test_field_conversion_request
from . import test_res_partner
