from . import field_mutation
from . import field_device
from . import field_push
from . import field_push_reference
from . import field_push_visit
from . import field_push_prospect
