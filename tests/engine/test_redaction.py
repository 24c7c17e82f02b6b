"""No secret leaves in an error mail."""

import pytest
from field_crm.engine.redaction import LIMIT, MASK, redact
from hypothesis import assume, given
from hypothesis import strategies as st

_SECRETS = st.text(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_", min_size=12
)


@pytest.mark.parametrize(
    "text",
    [
        "login failed: password=S3cr3tValue; host=db",
        "{'smtp_pass': 'S3cr3tValue', 'port': 25}",
        'body {"api_key": "S3cr3tValue"}',
        "Authorization: Bearer S3cr3tValue",
        "401 for Bearer S3cr3tValue.abc",
        "DRIVER=x;UID=sa;PWD={S3cr3tValue;x};",
        "smtp://user:S3cr3tValue@mail.example:25 refused",
        "Mot de passe : S3cr3tValue",
        "session_id=S3cr3tValue",
    ],
)
def test_secrets_are_masked(text):
    """S3-64: passwords and tokens do not leave in a mail."""
    redacted = redact(text)
    assert "S3cr3tValue" not in redacted
    assert MASK in redacted


def test_bank_accounts_are_masked():
    """S3-64: nor does a client's account."""
    assert "FR14" not in redact("IBAN FR14 2004 1010 0505 0001 3M02 606 refused")
    assert "BE68" not in redact("BE68539007547034")


def test_the_rest_stays():
    """S3-64: the administrator reads what went wrong."""
    text = "Row 12: “Transports Guérin” has 41 characters, the limit is 35."
    assert redact(text) == text
    assert redact(None) == ""


@given(st.text(), _SECRETS, st.sampled_from(["password=", "token: ", "pwd='"]))
def test_whatever_stands_around(before, secret, key):
    """S3-64: free text around a secret does not bring it through."""
    assume(secret not in before)
    end = "'" if key.endswith("'") else ""
    assert secret not in redact(f"{before} {key}{secret}{end} après")


@given(st.text(max_size=5000))
def test_length_is_bounded(text):
    """S3-64: an error mail is short, and masking twice changes nothing."""
    assert len(redact(text)) <= LIMIT
