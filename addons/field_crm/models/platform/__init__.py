from . import field_demo
from . import ir_sequence
from . import mail_mail
from . import res_company
from . import res_config_settings
from . import res_users
