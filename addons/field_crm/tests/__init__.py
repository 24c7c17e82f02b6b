from . import test_access_rights
from . import test_field_client_sheet
from . import test_field_conversion_request
from . import test_field_visit
from . import test_field_visit_question
from . import test_res_partner
from . import test_visit_performance
from . import test_translations
