from . import out, into
from . import check
from . import backend, demo, platform
