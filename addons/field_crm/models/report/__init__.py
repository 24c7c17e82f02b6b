from . import field_report_schedule_mixin
from . import field_report_builder
from . import field_report_list
from . import field_report_table
from . import field_report_delivery
from . import field_report_subscription
from . import field_report_sending
from . import ir_filters
