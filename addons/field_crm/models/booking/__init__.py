from . import field_booking_hit
from . import field_booking_column
from . import field_booking_page
from . import field_booking_sender_mixin
from . import field_booking_request
from . import field_visit
from . import mail_mail
from . import res_partner
