"""How much of a search's limit is used up, and how long its next round is."""

import time
from dataclasses import replace

ROUNDS = 80
LONGEST_ROUND = 0.5
SHORTEST_ROUND = 0.02
MOST_STEPS = 20_000
FIRST_STEPS = 50


def remaining(stop, started, share=1.0):
    """The limit of what is still to do, or of a share of it.

    Parameters
    ----------
    stop : Stop
    started : float
        ``time.monotonic()`` of the start.
    share : float
        Of the seconds left.
    """
    if stop.seconds is None:
        return stop
    left = (stop.seconds - time.monotonic() + started) * share
    return replace(stop, seconds=max(left, 0.01))


class Budget:
    """The limit of one search.

    Parameters
    ----------
    stop : Stop
    threads : int
        Searches side by side, which share the steps.
    started : float
        ``time.monotonic()`` of the start.
    """

    def __init__(self, stop, threads, started):
        self.stop = stop
        self.threads = threads
        self.started = started
        self.steps = 0
        self._speed = None

    @property
    def seconds(self):
        """Since the start."""
        return time.monotonic() - self.started

    @property
    def is_asked(self):
        """Whether somebody has asked for the end."""
        return bool(self.stop.asked and self.stop.asked())

    def share(self, steps=0):
        """Share of the limit used up when each thread has made so many steps more."""
        found = 0.0
        if self.stop.steps is not None:
            found = (self.steps + steps * self.threads) / max(self.stop.steps, 1)
        if self.stop.seconds is not None:
            more = steps / self._speed if self._speed else 0.0
            found = max(found, (self.seconds + more) / max(self.stop.seconds, 1e-9))
        return min(found, 1.0)

    def next_steps(self):
        """Steps of each thread in the next round; 0 at the end."""
        found = MOST_STEPS
        if self.stop.steps is not None:
            left = self.stop.steps - self.steps
            if left < self.threads:
                return 0
            round_steps = -(-self.stop.steps // (ROUNDS * self.threads))
            found = min(found, round_steps, left // self.threads)
        if self.stop.seconds is not None:
            left = self.stop.seconds - self.seconds
            if left <= 0:
                return 0
            if self._speed is None:
                return min(found, FIRST_STEPS)
            wanted = min(self.stop.seconds / ROUNDS, LONGEST_ROUND)
            wanted = min(max(wanted, SHORTEST_ROUND), left)
            found = min(found, max(int(wanted * self._speed), 1))
        return found

    def used(self, steps, seconds):
        """Take note of a round of each thread."""
        self.steps += steps * self.threads
        speed = steps / max(seconds, 1e-6)
        known = self._speed
        self._speed = speed if known is None else 0.5 * known + 0.5 * speed
