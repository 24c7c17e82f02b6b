"""How much memory something takes at its worst."""

import resource
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def peak():
    """Growth of this process (`mb`), and the largest of its children (`reader_mb`)."""
    # Linux forgets the highest mark so far.
    Path("/proc/self/clear_refs").write_text("5")
    before, found = _status("VmRSS"), {}
    yield found
    found["mb"] = _status("VmHWM") - before
    found["reader_mb"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def _status(name):
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024
