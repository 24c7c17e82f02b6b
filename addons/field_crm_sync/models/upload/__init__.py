from . import field_upload
from . import field_upload_part
