"""The newsroom's own settings, plus one bare view to compare with; BARE=1 leaves middleware out."""

import os

from newsroom.settings import *  # noqa: F403

MAILERS = {"default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}}
ROOT_URLCONF = "benchmarks.urls"
if os.environ.get("BARE") == "1":
    MIDDLEWARE = ["allauth.account.middleware.AccountMiddleware"]  # nothing starts without this one

# As in production: static files are indexed once, not looked for at every request.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = False
