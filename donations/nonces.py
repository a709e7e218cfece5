"""One mark per form shown: a form sent twice carries the same mark and makes one gift. No cookie is involved."""

import uuid
from datetime import timedelta

from django.core import signing

LIFETIME = timedelta(hours=24)

_signer = signing.TimestampSigner(salt="donations.form")


def new() -> str:
    """Make the mark for a fresh form."""
    return _signer.sign(uuid.uuid4().hex)


def read(text: str) -> uuid.UUID | None:
    """Read a mark of ours; None where it is forged or older than a day."""
    try:
        return uuid.UUID(_signer.unsign(text, max_age=LIFETIME))
    except (signing.BadSignature, ValueError):
        return None
