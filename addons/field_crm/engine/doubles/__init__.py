"""Who may be the same prospect or client under another spelling (S3-38, AMB-02)."""

from .name import LIKENESS, are_alike, name_key
from .phone import phone_key, phone_text

__all__ = ["LIKENESS", "are_alike", "name_key", "phone_key", "phone_text"]
