from . import field_lock_mixin
