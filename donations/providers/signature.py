"""Signing of messages: HMAC-SHA256 over the moment and the raw bytes, as `Newsroom-Signature: t=...,v1=...`."""

import hashlib
import hmac
import time

from donations.providers.base import BadMessage

HEADER = "Newsroom-Signature"
TOLERANCE_SECONDS = 300


def sign(body: bytes, *, secret: str, at: int | None = None) -> str:
    """Make the header for a message sent now, or at a moment in Unix seconds."""
    moment = int(time.time()) if at is None else at
    return f"t={moment},v1={_digest(body, secret, moment)}"


def verify(body: bytes, *, header: str, secret: str) -> None:
    """Raise BadMessage unless the header was made with the secret for these bytes within the last five minutes."""
    if not secret:
        raise BadMessage("no secret is set")
    parts = dict(part.split("=", 1) for part in header.split(",") if "=" in part)
    moment, given = parts.get("t", ""), parts.get("v1", "")
    if not (moment.isascii() and moment.isdigit() and len(moment) <= 12):
        raise BadMessage("no timestamp")
    if not hmac.compare_digest(_digest(body, secret, int(moment)).encode(), given.encode()):
        raise BadMessage("wrong signature")
    if abs(time.time() - int(moment)) > TOLERANCE_SECONDS:
        raise BadMessage("stale message")


def _digest(body: bytes, secret: str, moment: int) -> str:
    return hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
