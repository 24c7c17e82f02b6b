from . import field_error
from . import field_settings
from . import field_user_link
from . import field_work
from . import field_work_progress
from . import field_worked_mixin
from . import field_link_mixin
from . import field_lock_mixin
from . import field_period_mixin
from . import ir_cron
from . import ir_sequence
from . import mail_mail
from . import queue_job
from . import res_company
from . import res_users

# Last: it takes the statuses of visits, and visits extend what stands above.
from . import field_demo
