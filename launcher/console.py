"""What the user sees: one line a step with its duration, and progress bars."""

import shutil
import sys
import threading
import time
from contextlib import contextmanager

BAR_WIDTH = 24


def duration(seconds):
    """Seconds as a person writes them: "0.4 s", "12 s", "3 min 05 s"."""
    if seconds < 9.95:
        return f"{seconds:.1f} s"
    if seconds < 99.5:
        return f"{seconds:.0f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02d} s"


def bar(share):
    """A progress bar for a share between 0 and 1."""
    filled = round(max(0.0, min(1.0, share)) * BAR_WIDTH)
    return "█" * filled + "░" * (BAR_WIDTH - filled) + f" {share:4.0%}"


class Step:
    """A running step: `progress()` redraws its line, `note` ends up beside it."""

    def __init__(self, console, title):
        self.console = console
        self.title = title
        self.note = ""
        self.started = time.monotonic()

    @property
    def seconds(self):
        return time.monotonic() - self.started

    @contextmanager
    def downloading(self):
        """Count the time of a `with` block as spent on downloads."""
        started = time.monotonic()
        try:
            yield
        finally:
            self.console.downloads += time.monotonic() - started

    def progress(self, share, text=""):
        """Show a share between 0 and 1 (None when unknown) and a few words."""
        drawn = "" if share is None else bar(share)
        self.console.redraw(f"  … {self.title}  {drawn} {text}".rstrip())


class Console:
    """Writes steps to a stream; redraws lines only on a terminal."""

    def __init__(self, stream=None, live=None):
        self.stream = stream or sys.stdout
        self.live = self.stream.isatty() if live is None else live
        self.lock = threading.RLock()
        self.timings = []
        self.downloads = 0.0
        self._drawn = False

    def write(self, text=""):
        """Print whole lines, above any progress bar."""
        with self.lock:
            self._erase()
            self.stream.write(text + "\n")
            self.stream.flush()

    def redraw(self, text):
        """Replace the line at the bottom of the terminal."""
        if not self.live:
            return
        width = shutil.get_terminal_size().columns - 1
        with self.lock:
            self.stream.write("\r\033[K" + text[:width])
            self.stream.flush()
            self._drawn = True

    def _erase(self):
        if self._drawn:
            self.stream.write("\r\033[K")
            self._drawn = False

    def skipped(self, title, note=""):
        """Say that a step was already done."""
        self.write(f"  · {title}: already done" + (f" ({note})" if note else ""))

    def warn(self, text):
        self.write(f"  ! {text}")

    @contextmanager
    def step(self, title):
        """Time a step: one line while it runs, one when it is over."""
        step = Step(self, title)
        if self.live:
            self.redraw(f"  … {title}")
        else:
            self.write(f"  … {title}")
        try:
            yield step
        except BaseException:
            self.write(f"  ✗ {title}  {duration(step.seconds)}")
            raise
        self.timings.append((title, step.seconds))
        note = f"  ({step.note})" if step.note else ""
        self.write(f"  ✓ {title}  {duration(step.seconds)}{note}")
