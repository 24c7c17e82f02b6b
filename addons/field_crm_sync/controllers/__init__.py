from . import answer
from . import device
from . import pull
from . import push
from . import shell
from . import upload
