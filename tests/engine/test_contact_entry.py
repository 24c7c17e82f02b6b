"""Search patterns, colours, web addresses and places (S3-13, S0-20, S0-30, AMB-01)."""

import re

import pytest
from field_crm.engine.contact import (
    is_coordinate,
    is_web_address,
    normalize_color,
    search_pattern,
)
from hypothesis import given
from hypothesis import strategies as st


def like(pattern, text):
    """PostgreSQL's LIKE, with the backslash as escape."""
    parts, chars = [], iter(pattern)
    for char in chars:
        if char == "\\":
            parts.append(re.escape(next(chars)))
        else:
            parts.append({"%": ".*", "_": "."}.get(char, re.escape(char)))
    return re.fullmatch("".join(parts), text, re.DOTALL) is not None


words = st.text(st.characters(codec="utf-8", exclude_characters="*?"), min_size=1)


@given(words, words, words)
def test_without_wildcard_a_text_is_found_anywhere(before, needle, after):
    """S3-13: `%`, `_` and the backslash mean themselves."""
    pattern = search_pattern(needle)
    if pattern is None:
        assert not needle.strip()
        return
    assert not pattern.has_wildcard
    for text in (before + needle + after, needle.strip()):
        assert like(pattern.anywhere, text) and like(pattern.whole, text)
    assert like(pattern.whole, before) == (needle.strip() in before)


@given(words.filter(str.strip), words)
def test_a_star_stands_for_any_text(first, last):
    """S3-13: `a*b` finds whatever stands between."""
    pattern = search_pattern(f"{first}*{last}")
    text = f"{first.lstrip()}whatever{last.rstrip()}"
    assert like(pattern.anywhere, text) and like(pattern.whole, text)


@given(words.filter(str.strip), words)
def test_a_star_at_one_end_holds_the_other(needle, rest):
    """S3-13: `dup*` begins with dup, `*nord` ends with nord."""
    needle = needle.strip()
    begins, ends = search_pattern(f"{needle}*"), search_pattern(f"*{needle}")
    for text in (needle + rest, rest + needle, needle):
        assert like(begins.whole, text) == text.startswith(needle)
        assert like(ends.whole, text) == text.endswith(needle)
    both = search_pattern(f"*{needle}*")
    assert like(both.whole, rest + needle + rest)


@given(st.text())
def test_whatever_is_typed_makes_a_pattern(text):
    """Nothing typed can end in a dangling escape, nor match less than its value."""
    pattern = search_pattern(text)
    if pattern is None:
        assert not text.strip().strip("*? ")
    else:
        assert like(pattern.anywhere, text.strip().replace("*", ""))


def test_a_question_mark_is_one_character():
    pattern = search_pattern("T00?1")
    assert like(pattern.whole, "T0071")
    assert not like(pattern.whole, "T001")


@pytest.mark.parametrize(
    ("text", "color"),
    [
        ("#1e88e5", "#1E88E5"),
        (" 1E88E5 ", "#1E88E5"),
        ("#abc", "#AABBCC"),
        ("blue", None),
        ("#12345", None),
        ("#12345g", None),
        ("##123456", None),
    ],
)
def test_color(text, color):
    assert normalize_color(text) == color


@given(st.from_regex(r"#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})", fullmatch=True))
def test_a_color_is_written_in_one_way(text):
    color = normalize_color(text)
    assert re.fullmatch("#[0-9A-F]{6}", color)
    assert normalize_color(color) == color


@pytest.mark.parametrize(
    "url",
    ["https://photos.example/a.jpg", "http://example", "HTTPS://EXAMPLE/a?b=c#d"],
)
def test_web_addresses(url):
    assert is_web_address(url)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://example/a",
        "https://",
        "//example/a",
        "photo.jpg",
        "https://exa mple/a",
        "https://example/\x00",
        "https://[bad",
        "",
    ],
)
def test_other_addresses(url):
    """S0-30: only what a browser opens as a page, never a script."""
    assert not is_web_address(url)


def test_places():
    """AMB-01: coordinates, or an address that can be geocoded."""
    assert is_coordinate(-90, 180)
    assert not is_coordinate(90.1, 0)
    assert not is_coordinate(0, -180.1)
    assert not is_coordinate(float("nan"), 0)
