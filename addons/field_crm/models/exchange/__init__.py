# Mixins before what is made of them.
from . import field_import_source_mixin
from . import field_import_check_mixin
from . import field_import_run_mixin
from . import field_import
from . import field_import_catalogue
from . import field_import_change
from . import field_import_column
from . import field_import_problem
from . import field_import_template
from . import field_client_orm_mixin
from . import field_client_insert_mixin
from . import field_client_update_mixin
from . import field_client_undo_mixin
from . import field_client_writer
from . import field_import_trace
from . import res_partner
