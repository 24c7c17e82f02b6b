from . import field_conversion_wizard
from . import field_refusal_wizard
from . import field_revisit_wizard
