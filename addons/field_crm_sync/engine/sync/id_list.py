"""Lists of record numbers: compared by a sum, sent as differences."""

from collections.abc import Iterable

_WORD = 0xFFFFFFFF
FIRST, SECOND = 0x9E3779B1, 0x45D9F3B
"""Factors of ``mix``; the SQL and the phone reckon with the same ones."""


def mix(number: int) -> int:
    """Scatter a record number over 32 bits, so that sums of numbers tell sets apart."""
    value = (number * FIRST) & _WORD
    value = ((value ^ (value >> 16)) * SECOND) & _WORD
    return value ^ (value >> 16)


def digest(numbers: Iterable[int]) -> tuple[int, int]:
    """How many numbers there are, and the sum of them all, mixed, in 32 bits.

    The order does not matter, so a phone can keep it while numbers come and go.
    """
    count = total = 0
    for number in numbers:
        count += 1
        total += mix(number)
    return count, total & _WORD


def delta_code(numbers: Iterable[int]) -> list[int]:
    """The first number, then how much further each next one is.

    >>> delta_code([900, 903, 901])
    [900, 1, 2]
    """
    result, last = [], 0
    for number in sorted(numbers):
        result.append(number - last)
        last = number
    return result


def delta_decode(steps: Iterable[int]) -> list[int]:
    """The reverse of ``delta_code``."""
    result, last = [], 0
    for step in steps:
        last += step
        result.append(last)
    return result
