from . import platform
from . import device
from . import visit
from . import completion
from . import pull
from . import upload
from . import push
from . import demo
