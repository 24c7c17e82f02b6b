from . import out, into
from . import backend, demo, platform
