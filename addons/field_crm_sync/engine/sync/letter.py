"""Letters that only the office opens: ECDH on P-256, HKDF, AES-GCM.

A phone behind a PIN seals what waits on it to the server's public key as well, so that
a PIN which is forgotten loses nothing. Each letter has a key pair of its own.
"""

import base64
import binascii
import os
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_INFO = b"field-crm letter"
_PARTS = ("from", "iv", "data")


class BadLetter(ValueError):
    """It was not sealed to this key, or was changed on its way."""


def make_pair() -> tuple[str, str]:
    """A private key as PEM, and its public key: the point, uncompressed, in base64."""
    private = ec.generate_private_key(ec.SECP256R1())
    pem = private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return pem.decode(), base64.b64encode(_point(private.public_key())).decode()


def seal_letter(public: str, content: bytes) -> dict[str, str]:
    """A letter to the owner of a public key, as phones write them."""
    ephemeral = ec.generate_private_key(ec.SECP256R1())
    to = _read_point(base64.b64decode(public))
    nonce = os.urandom(12)
    sealed = AESGCM(_derive(ephemeral, to)).encrypt(nonce, content, None)
    parts = (_point(ephemeral.public_key()), nonce, sealed)
    encoded = (base64.b64encode(part).decode() for part in parts)
    return dict(zip(_PARTS, encoded, strict=True))


def open_letter(pem: str, letter: Mapping[str, Any]) -> bytes:
    """What a letter says.

    :raises BadLetter: when it cannot be opened with this private key
    """
    private = serialization.load_pem_private_key(pem.encode(), None)
    try:
        sender, iv, data = (
            base64.b64decode(letter[part], validate=True) for part in _PARTS
        )
        key = _derive(private, _read_point(sender))
        return AESGCM(key).decrypt(iv, data, None)
    except (KeyError, TypeError, ValueError, binascii.Error, InvalidTag) as error:
        raise BadLetter("this letter cannot be opened") from error


def _derive(private, public) -> bytes:
    shared = private.exchange(ec.ECDH(), public)
    return HKDF(hashes.SHA256(), 32, salt=None, info=_INFO).derive(shared)


def _point(public) -> bytes:
    return public.public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )


def _read_point(data: bytes):
    return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), data)
