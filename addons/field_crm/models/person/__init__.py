# Mixins before what is made of them.
from . import field_consenting_mixin
from . import field_consent
from . import field_consent_purpose
from . import res_partner
