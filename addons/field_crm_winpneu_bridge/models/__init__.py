from . import out, into
from . import backend, platform
