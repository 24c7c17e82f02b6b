"""How long a provider in trouble is left alone."""

from datetime import timedelta

# Each failure in a row waits longer: minutes.
PAUSES = (1, 5, 15, 60, 180, 360)
# Whatever a provider asks for.
LONGEST = timedelta(days=1)
# Failures in a row, of different addresses, that make it the provider's fault.
PATIENCE = 3


def pause_after(failures, retry_after=None):
    """How long to wait after so many runs in a row have failed.

    :param retry_after: seconds that the provider has asked for, if it has
    """
    pause = timedelta(minutes=PAUSES[min(failures, len(PAUSES)) - 1])
    if retry_after:
        pause = max(pause, timedelta(seconds=retry_after))
    return min(pause, LONGEST)
