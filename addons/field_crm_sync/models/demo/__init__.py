from . import field_sync_demo
