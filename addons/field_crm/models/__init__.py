# Mixins before what is made of them.
from . import platform
from . import sheet
from . import visit
from . import request
from . import partner
from . import statistics
from . import prospect
from . import own_field
from . import contact
from . import place
from . import experience
from . import opportunity
from . import person
from . import report
from . import booking
from . import exchange
from . import map
