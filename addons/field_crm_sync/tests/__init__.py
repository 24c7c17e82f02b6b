from . import test_sync_first
