"""Proof of work, served by ourselves: the challenge, and whether a solution may be believed.

ALTCHA's second version (https://altcha.org) in its bounded form: the sender derives keys with PBKDF2 for one counter
after another until the key begins as ours does. A challenge lives for minutes, is signed, and serves one form.
"""

import secrets
import time
from typing import Any
from uuid import UUID

import altcha
from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import salted_hmac

ALGORITHM = "PBKDF2/SHA-256"
LIFETIME = 20 * 60  # seconds
LONGEST = 4096  # letters of a solution as it is sent
BORN = "guard-born"


def challenge() -> dict[str, Any]:
    """Make a challenge of bounded work: `data.most` is the last counter that may be the one."""
    born = _memory_began()
    most = settings.GUARD_PROOF_TRIES
    made = altcha.create_challenge(
        ALGORITHM,
        settings.GUARD_PROOF_COST,
        counter=secrets.randbelow(most + 1),
        expires_at=int(time.time()) + LIFETIME,
        data={"most": most, "at": max(int(time.time()), born)},
        hmac_secret=_secret("challenge"),
        hmac_key_secret=_secret("key"),
    )
    return made.to_dict()


def holds(text: str, *, form_key: UUID) -> bool:
    """Say whether a solution is right, fresh and unused; the same form sent twice may bring it twice.

    A challenge made before the cache began to remember may have been used already, so it proves nothing.
    """
    if not text or len(text) > LONGEST:
        return False
    if not altcha.verify_solution(text, _secret("challenge"), hmac_key_secret=_secret("key")).verified:
        return False
    solved = altcha.Payload.from_base64(text).challenge
    if (solved.parameters.data or {}).get("at", 0) < _memory_began():
        return False
    spent = f"guard-spent-{solved.signature}"
    return cache.add(spent, form_key.hex, timeout=LIFETIME) or cache.get(spent) == form_key.hex


def _memory_began() -> int:
    """Give the moment since which the cache has forgotten nothing of ours, in Unix seconds."""
    cache.add(BORN, int(time.time()), timeout=None)
    return cache.get(BORN) or int(time.time())


def _secret(name: str) -> bytes:
    return salted_hmac("donations.guard.proof", name, algorithm="sha256").digest()
