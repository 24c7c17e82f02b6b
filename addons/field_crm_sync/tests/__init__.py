from . import (
    test_access_matrix,
    test_sync_conflict,
    test_sync_cursor,
    test_sync_device,
    test_sync_hostile,
    test_sync_pull,
    test_sync_push,
    test_sync_request,
    test_sync_settings,
    test_sync_upload,
    test_translations,
)
