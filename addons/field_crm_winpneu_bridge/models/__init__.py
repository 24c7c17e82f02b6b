from . import out
from . import backend, platform
