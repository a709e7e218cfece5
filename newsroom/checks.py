"""What must be true before the newsroom starts.

Some checks hold everywhere; those tagged for deployment refuse a production start (PRODUCTION=1) that would still run
a developer's part. Each app adds its own checks for its own parts.
"""

import re
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db.backends.postgresql.psycopg_any import is_psycopg3
from django.utils import timezone
from PIL import features

from newsroom import well_known

_ONION = re.compile(r"https?://([a-z0-9-]+\.)*[a-z2-7]{56}\.onion(:\d+)?")
DEVELOPER_MAIL = ("console", "locmem", "filebased", "dummy")


@register(Tags.database)
def driver_is_psycopg2(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """Refuse psycopg 3: Django takes it silently wherever it can be imported, and it is slower here."""
    if not is_psycopg3:
        return []
    return [
        Error(
            "Django runs on psycopg 3.",
            hint="Something installed the package `psycopg`; uninstall it, the newsroom is made for psycopg2.",
            id="newsroom.E001",
        )
    ]


@register
def arabic_can_be_drawn(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """Refuse a Pillow that would draw Arabic letters apart and backwards on share images."""
    if features.check("raqm"):
        return []
    return [Error("Pillow was built without raqm.", hint="Install Pillow's own wheel.", id="newsroom.E003")]


@register
def scripts_are_our_own(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """Refuse a jQuery UI from another host, which modeltranslation's tabs take by default."""
    address = str(getattr(settings, "JQUERY_UI_URL", "") or "")
    if not address.startswith(("http:", "https:", "//")):
        return []
    return [
        Error("JQUERY_UI_URL points to another host.", hint="Nothing is loaded from elsewhere.", id="newsroom.E002")
    ]


@register(Tags.security, deploy=True)
def production_is_complete(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """Refuse a production start that misses a secret or would run a developer's part."""
    wrong = {
        "E010": (not settings.PRODUCTION, "PRODUCTION is not set.", "Set PRODUCTION=1."),
        "E011": (settings.SECRET_KEY == settings.DEVELOPER_SECRET, "SECRET_KEY is the developer's.", "Set your own."),
        "E012": (settings.DEBUG, "DEBUG is on.", "Leave DEBUG unset."),
        "E013": (
            not settings.SITE_URL.startswith("https://"),
            "SITE_URL is not an https address.",
            "Set SITE_URL=https://your.site, without a slash at the end.",
        ),
        "E014": (
            not settings.DATABASE_NAMED,
            "The database is the embedded Postgres.",
            "Set DATABASE_URL to a server that is backed up.",
        ),
        "E015": (_mail_stays_here(), "Mail is not sent.", "Set EMAIL_URL=smtp+tls://user:password@host:587."),
    }
    return [Error(says, hint=hint, id=f"newsroom.{number}") for number, (bad, says, hint) in wrong.items() if bad]


@register(Tags.caches, deploy=True)
def cache_is_shared(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """Warn of a cache that each process keeps for itself."""
    if not settings.CACHES["default"]["BACKEND"].endswith("LocMemCache"):
        return []
    return [
        Warning(
            "Each process keeps a cache of its own.",
            hint="Set CACHE_URL, e.g. dbcache://newsroom_cache after `manage.py createcachetable`.",
            id="newsroom.W001",
        )
    ]


@register(Tags.security, deploy=True)
def visitors_are_told_apart(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """Warn of a proxy that hides who is at the door: then ten wrong passwords from anywhere stop everybody."""
    if settings.CLIENT_ADDRESS_HEADER or not settings.BEHIND_TLS_PROXY:
        return []
    return [
        Warning(
            "Every login seems to come from the proxy.",
            hint="Let the proxy overwrite a header with the visitor's address and name it in CLIENT_ADDRESS_HEADER.",
            id="newsroom.W002",
        )
    ]


@register(Tags.security, deploy=True)
def machines_are_told_what_is_true(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """Warn of an address for machines that none of them can use."""
    contacts, expires = settings.SECURITY_CONTACT, well_known.expires_at()
    wrong = {
        "W003": (
            bool(settings.WEBSUB_HUB) and not settings.WEBSUB_HUB.startswith(("http://", "https://")),
            "WEBSUB_HUB is not the http(s) address of a hub.",
            "Set WEBSUB_HUB=https://pubsubhubbub.appspot.com/ or leave it unset.",
        ),
        "W004": (
            bool(settings.ONION_ADDRESS) and not _ONION.fullmatch(settings.ONION_ADDRESS),
            "ONION_ADDRESS is not the address of an onion service.",
            "Set ONION_ADDRESS=http://<56 letters>.onion without a path, and add the host to ALLOWED_HOSTS.",
        ),
        "W005": (
            bool(contacts) and (expires is None or expires <= timezone.now()),
            "SECURITY_CONTACT is set, but SECURITY_EXPIRES is no moment to come: security.txt answers 404.",
            "Set SECURITY_EXPIRES=2027-12-31T00:00:00Z, at most a year ahead.",
        ),
        "W006": (
            not all(contact.startswith(("mailto:", "https:", "tel:")) for contact in contacts),
            "SECURITY_CONTACT names no address.",
            "Set SECURITY_CONTACT=mailto:security@your.site.",
        ),
    }
    return [Warning(says, hint=hint, id=f"newsroom.{number}") for number, (bad, says, hint) in wrong.items() if bad]


def _mail_stays_here() -> bool:
    backend = settings.MAILERS["default"]["BACKEND"]
    return any(f".{name}." in backend for name in DEVELOPER_MAIL)
