"""The one exception that the launcher shows without a traceback."""


class LauncherError(Exception):
    """A step cannot go on; the message says what to do about it."""
