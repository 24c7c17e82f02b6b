"""How the search is compiled."""

from functools import partial

from numba import njit

# The arrays belong to whoever calls: nothing in the search makes or frees one. Counting
# references to them, an atomic step each time one is taken out of a tuple, would cost
# ten times what the search itself does. Whatever allocates does not compile this way.
compiled = partial(njit, cache=True, nogil=True, _nrt=False)
