"""One mark per form shown: a form sent twice carries the same mark and makes one gift. No cookie is involved."""

import uuid
from datetime import UTC, datetime, timedelta

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


def shown_at(text: str) -> datetime | None:
    """Say when the form of this mark was shown; None where the mark is not ours."""
    if read(text) is None:
        return None
    return datetime.fromtimestamp(signing.b62_decode(text.rsplit(":", 2)[1]), tz=UTC)
