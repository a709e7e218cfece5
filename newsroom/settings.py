"""Settings of the newsroom, read from the environment.

Nothing set means a developer's machine: an embedded Postgres in `var/`, mail printed on the console and the
pretend payment provider. `manage.py check --deploy` refuses a production start that still runs one of these.
Every name is listed in `.env.example`.
"""

from decimal import Decimal
from pathlib import Path

import environ
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from newsroom import embedded_postgres, inline
from newsroom.identity import localized_label
from newsroom.mailer import mailer

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = embedded_postgres.VAR_DIR

env = environ.Env()
env.read_env(BASE_DIR / ".env")

# --- Who we are -------------------------------------------------------------------------------------------

DEVELOPER_SECRET = "only-for-a-developers-machine-never-for-readers"  # noqa: S105 - refused by check --deploy

DEBUG = env.bool("DEBUG", default=False)
PRODUCTION = env.bool("PRODUCTION", default=False)
SECRET_KEY = env.str("SECRET_KEY", default=DEVELOPER_SECRET)
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])  # older ones, while things sealed with them live
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]", "testserver"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

NEWSROOM_NAME = {
    "ar": env.str("NEWSROOM_NAME_AR", default="جريدة النهر"),
    "en": env.str("NEWSROOM_NAME_EN", default="The River Post"),
}
NEWSROOM_TAGLINE = {
    "ar": env.str("NEWSROOM_TAGLINE_AR", default="صحافة مستقلة من المدن الصغيرة"),
    "en": env.str("NEWSROOM_TAGLINE_EN", default="Independent reporting from small towns"),
}

# --- Applications -----------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "newsroom.apps.NewsroomConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "modeltranslation",  # before the desk, whose forms name the fields that it makes
    "newsroom.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "newsroom.apps.TasksConfig",
    "django_prose_editor",
    "articles.apps.ArticlesConfig",
    "donations.apps.DonationsConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "newsroom.middleware.cookies_at_the_desk",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "newsroom.middleware.onion_location",
    "newsroom.middleware.page_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "newsroom.middleware.lite_edition",
    "articles.middleware.noted_reads",
    "articles.middleware.moved_addresses",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "newsroom.middleware.desk_language",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
AUTH_USER_MODEL = "newsroom.User"
DESK = "/admin/"  # where every cookie of ours stays: on reader pages a member of staff is a reader like any other
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "newsroom.identity.context",
            ],
        },
    },
]

# --- Database, cache, tasks -------------------------------------------------------------------------------

DATABASE_NAMED = bool(env.str("DATABASE_URL", default=""))
DATABASES = {"default": env.db_url_config(env.str("DATABASE_URL", default="") or embedded_postgres.url())}
DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
# A database that is away must not hold a thread for minutes: readers get the cache's stale page sooner.
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 3)

CACHES = {"default": env.cache("CACHE_URL", default="locmemcache://newsroom")}
if CACHES["default"]["BACKEND"].endswith((".LocMemCache", ".DatabaseCache")):
    # Failed logins are counted here: with the default of 300 entries a flood of them would push each other out.
    CACHES["default"].setdefault("OPTIONS", {}).setdefault("MAX_ENTRIES", 50_000)

TASKS = {
    "default": {
        "BACKEND": "django_ox.backend.OxBackend",
        "QUEUES": ["default", "photos", "mail", "edge"],
        "OPTIONS": {
            "MAX_ATTEMPTS": 8,
            "SCHEDULES": {
                "forget erased donors": {"task": "donations.erasure.elsewhere.forget_the_rest", "cron": "47 3 * * *"},
                "forget old links to gifts": {"task": "donations.manage.links.forget_old", "cron": "37 3 * * *"},
                "look for card testers": {"task": "donations.guard.spike.look", "cron": "*/5 * * * *"},
                "compare the books with providers": {
                    "task": "donations.reconciling.run.nightly",
                    "cron": "7 2 * * *",
                },
                "keep the house of gifts": {"task": "donations.housekeeping.steps.nightly", "cron": "37 4 * * *"},
                "look for what is wrong with gifts": {
                    "task": "donations.housekeeping.steps.watch",
                    "cron": "*/15 * * * *",
                },
                "end gifts that nobody let go": {"task": "donations.guard.keeping.end_old", "cron": "47 * * * *"},
                "take up messages that were left": {"task": "donations.webhooks.take_up_left", "cron": "*/5 * * * *"},
                "forget old drafts": {"task": "articles.drafts.forget_old", "cron": "17 3 * * *"},
                "count reads": {"task": "articles.reads.count", "cron": "*/10 * * * *"},
                "forget old reports": {"task": "articles.reports.forget_old", "cron": "27 3 * * *"},
            },
        },
    }
}

# --- Languages and time -----------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("ar", _("Arabic")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "newsroom.formats"
MODELTRANSLATION_DEFAULT_LANGUAGE = "ar"
MODELTRANSLATION_ENABLE_FALLBACKS = False
MODELTRANSLATION_BUILD_LOCALIZED_VERBOSE_NAME = localized_label
NEWSROOM_MONTHS = env.str("NEWSROOM_MONTHS", default="levantine")  # "international" and "both" are the others
NEWSROOM_DIGITS = env.str("NEWSROOM_DIGITS", default="latin")  # or "arabic"
NEWSROOM_FIRST_DAY = env.str("NEWSROOM_FIRST_DAY", default="sunday")  # of the week: or "saturday", "monday"
NEWSROOM_ZONE_LABEL = {  # what follows a time of day; empty names the city of TIME_ZONE
    "ar": env.str("NEWSROOM_ZONE_LABEL_AR", default=""),
    "en": env.str("NEWSROOM_ZONE_LABEL_EN", default=""),
}
LANGUAGE_COOKIE_PATH = DESK
TIME_ZONE = env.str("TIME_ZONE", default="Asia/Damascus")
USE_TZ = True

# --- Files ------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=VAR_DIR / "static")
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = env.path("MEDIA_ROOT", default=VAR_DIR / "media")
STORAGES = {
    "default": {"BACKEND": env.str("MEDIA_STORAGE", default="django.core.files.storage.FileSystemStorage")},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    # What we draw ourselves and may lose; no web server gives this folder out.
    "drawn": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": env.path("DRAWN_ROOT", default=VAR_DIR / "drawn"), "allow_overwrite": True},
    },
}
if not PRODUCTION:  # a developer's machine serves the sources themselves, without a collecting step
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = not PRODUCTION

# --- Mail -------------------------------------------------------------------------------------------------

MAILERS = {"default": mailer(env.email_url("EMAIL_URL", default="consolemail://"))}
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="The River Post <post@example.org>")
SERVER_EMAIL = env.str("SERVER_EMAIL", default=DEFAULT_FROM_EMAIL)

# --- Donations --------------------------------------------------------------------------------------------

BANK_CURRENCIES = env.list("BANK_CURRENCIES", default=["EUR"] if PRODUCTION else ["EUR", "USD"])
_BANK_ACCOUNT = {
    "holder": env.str("BANK_HOLDER", default="" if PRODUCTION else "The River Post (example account)"),
    "iban": env.str("BANK_IBAN", default="" if PRODUCTION else "XX90 0000 0000 0000 0000 0000"),  # no country is XX
    "bic": env.str("BANK_BIC", default="" if PRODUCTION else "EXAMPLEXXX"),  # no bank has this code
    "bank": env.str("BANK_NAME", default="" if PRODUCTION else "Example Bank"),
}
# A currency has the account above, or one of its own: BANK_IBAN_USD, BANK_HOLDER_USD, BANK_BIC_USD, BANK_NAME_USD.
BANK_ACCOUNTS = {
    currency: {
        field: env.str(f"BANK_{'NAME' if field == 'bank' else field.upper()}_{currency}", default=named)
        for field, named in _BANK_ACCOUNT.items()
    }
    for currency in BANK_CURRENCIES
}
# So many days after a transfer of a standing order was due, its pledge counts as behind and its donor is asked.
BANK_GRACE_DAYS = env.int("BANK_GRACE_DAYS", default=10)
STRIPE_SECRET_KEY = env.str("STRIPE_SECRET_KEY", default="")  # a restricted one, see docs/operations.md
STRIPE_PUBLISHABLE_KEY = env.str("STRIPE_PUBLISHABLE_KEY", default="")
STRIPE_WEBHOOK_SECRET = env.str("STRIPE_WEBHOOK_SECRET", default="")
STRIPE_API_BASE = env.str("STRIPE_API_BASE", default="")  # another address that speaks as Stripe does, for tests
# Where donors are sent on to: a browser asks whether a form of ours may lead there.
STRIPE_PAGES = ["https://checkout.stripe.com", "https://billing.stripe.com"] if STRIPE_SECRET_KEY else []
DONATION_PROVIDERS = env.list(
    "DONATION_PROVIDERS",
    default=([] if PRODUCTION else ["sandbox"])
    + (["stripe"] if STRIPE_SECRET_KEY else [])
    + (["banktransfer"] if any(each["iban"] for each in BANK_ACCOUNTS.values()) else []),
)
# Whether gifts here are real money. Test payments of a provider never mix with it; a trial site counts them.
DONATIONS_LIVE = env.bool("DONATIONS_LIVE", default=PRODUCTION)
# In whole units of any currency: refunds above need a second person (unset: none does), gifts from here are large.
REFUND_NEEDS_TWO = Decimal(env.str("REFUND_NEEDS_TWO", default="") or "Infinity")
# What donors add who cover the fees of a card: so many percent, and so much for each payment in its currency.
CARD_FEE_PERCENT = Decimal(env.str("CARD_FEE_PERCENT", default="2.9"))
CARD_FEE_FIXED = env.dict("CARD_FEE_FIXED", default={"USD": "0.30", "EUR": "0.25", "GBP": "0.20", "SEK": "1.80"})
FEES_OF = ["stripe", "sandbox"]
DONATIONS_LARGE_GIFT = Decimal(env.str("DONATIONS_LARGE_GIFT", default="500"))
DONATIONS_LARGE_GIFTS = env.dict("DONATIONS_LARGE_GIFTS", default={"JPY": "75000", "SEK": "5000", "TRY": "20000"})
# Days after which what never came counts as given up: a form that was left, a slow payment, a bank transfer.
GIFT_TERMS = {
    "ATTEMPT_DAYS": env.int("ATTEMPT_DAYS", default=2),
    "PENDING_DAYS": env.int("PENDING_DAYS", default=30),
    "TRANSFER_DAYS": env.int("TRANSFER_DAYS", default=90),
}
# Days after which what is not needed any more is forgotten: docs/operations.md has the table.
KEEP_DAYS = {
    "attempts": env.int("KEEP_ATTEMPTS_DAYS", default=180),
    "messages": env.int("KEEP_MESSAGES_DAYS", default=90),
    "mails": env.int("KEEP_MAILS_DAYS", default=180),
    "bank_words": env.int("KEEP_BANK_WORDS_DAYS", default=90),
    "alarms": env.int("KEEP_ALARMS_DAYS", default=365),
}
WEBHOOKS_SILENT_HOURS = env.int("WEBHOOKS_SILENT_HOURS", default=12)  # while gifts wait: then it is an alarm
RECONCILE_DAYS = env.int("RECONCILE_DAYS", default=7)  # so many are compared with the providers every night
SANDBOX_SECRET = env.str("SANDBOX_SECRET", default="signs pretend payments on a developer's machine")

# Where the newsroom is told of gifts, which of them (new, large, canceled, disputed, alarm), and in which language.
DONATIONS_STAFF_EMAIL = env.list("DONATIONS_STAFF_EMAIL", default=[])
DONATIONS_STAFF_MAILS = env.list("DONATIONS_STAFF_MAILS", default=["new", "large", "canceled", "disputed", "alarm"])
DONATIONS_STAFF_LANGUAGE = env.str("DONATIONS_STAFF_LANGUAGE", default="en")
MANAGE_LINK_MINUTES = env.int("MANAGE_LINK_MINUTES", default=60)  # how long a mailed link to a donor's gifts holds
MANAGE_VISIT_MINUTES = env.int("MANAGE_VISIT_MINUTES", default=30)  # how long one may stay without touching anything
# The one cookie that a donor ever gets, and the pages that alone may see it: `gifts_ar` and `gifts_en` on their own.
VISIT_COOKIE, VISIT_PAGES = "gifts", "/{language}/support/manage/"
# --- Against card testers ---------------------------------------------------------------------------------

# Ways that charge cards at once: a form goes there only with a proof of work, or after its donor has opened a mail.
GUARD_WAYS = env.list("GUARD_WAYS", default=["stripe", "sandbox"])
GUARD_LIMITS = {  # "4/10m 10/h" is four in ten minutes and ten in an hour; docs/operations.md explains each
    "form": env.str("GUARD_FORM", default="8/h"),
    "address": env.str("GUARD_ADDRESS", default="4/10m 10/h 20/d"),
    "network": env.str("GUARD_NETWORK", default="15/10m 40/h"),
    "email": env.str("GUARD_EMAIL", default="4/10m 8/h 15/d"),
    "site": env.str("GUARD_SITE", default="40/10m 150/h"),
    "mail_email": env.str("GUARD_MAIL_EMAIL", default="3/h 6/d"),
    "mail_address": env.str("GUARD_MAIL_ADDRESS", default="12/h 30/d"),
    "mail_network": env.str("GUARD_MAIL_NETWORK", default="40/h"),
    "unproven_address": env.str("GUARD_UNPROVEN_ADDRESS", default="6/h 15/d"),
    "unproven_site": env.str("GUARD_UNPROVEN_SITE", default="100/h"),
    "confirmed": env.str("GUARD_CONFIRMED", default="5/h 10/d"),
    "again": env.str("GUARD_AGAIN", default="10/h 20/d"),
    "transfer_email": env.str("GUARD_TRANSFER_EMAIL", default="6/h"),
    "transfer_network": env.str("GUARD_TRANSFER_NETWORK", default="100/h"),
}
GUARD_MAILS_WITHOUT_CACHE = env.int("GUARD_MAILS_WITHOUT_CACHE", default=200)  # an hour, while nothing can be counted
GUARD_LEAST_SECONDS = env.int("GUARD_LEAST_SECONDS", default=3)  # nobody fills the form in faster
GUARD_PROOF_COST = env.int("GUARD_PROOF_COST", default=5000)  # rounds of each try: 1 ms, on old phones 5
GUARD_PROOF_TRIES = env.int("GUARD_PROOF_TRIES", default=400)  # at most; half of them on average
GUARD_SPIKE_DECLINES = env.int("GUARD_SPIKE_DECLINES", default=10)  # within an hour, and
GUARD_SPIKE_PERCENT = env.int("GUARD_SPIKE_PERCENT", default=50)  # of the cards that were decided upon: the alarm
GUARD_SPIKE_PAUSE = env.int("GUARD_SPIKE_PAUSE", default=25)  # more, though each gift was confirmed: cards are paused
GUARD_PAUSES = env.bool("GUARD_PAUSES", default=True)  # false: the alarm only mails
GUARD_UNANSWERED = env.int("GUARD_UNANSWERED", default=20)  # confirmations an hour that nobody opens: still attacked
GUARD_LARGE_TIMES = env.int("GUARD_LARGE_TIMES", default=100)  # the campaign's largest amount: somebody looks first
GUARD_HELD_DAYS = env.int("GUARD_HELD_DAYS", default=14)  # so long a held gift waits for somebody
GUARD_COMMON_MAIL = env.list("GUARD_COMMON_MAIL", default=[])  # domains of many donors, as gmail.com

# --- Reads ------------------------------------------------------------------------------------------------

# Where the outermost door writes one line a read, of a story and an hour; without a cache in front, we are that door.
READS_LOG = env.str("READS_LOG", default="" if PRODUCTION else str(VAR_DIR / "reads.log"))
READS_AT_ORIGIN = env.bool("READS_AT_ORIGIN", default=False)

# --- Edge -------------------------------------------------------------------------------------------------

EDGE_BACKEND = env.str("EDGE_BACKEND", default="newsroom.edge.DummyEdge")
EDGE_PURGE_URL = env.str("EDGE_PURGE_URL", default="")
ONION_ADDRESS = env.str("ONION_ADDRESS", default="").rstrip("/")  # where we are on Tor
WEBSUB_HUB = env.str("WEBSUB_HUB", default="")  # who is told of new stories; it fetches our feeds

# --- Safety -----------------------------------------------------------------------------------------------

SECURE_CSP: dict[str, list[str]] = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, *inline.script_hashes()],
    "style-src": [CSP.SELF, *inline.style_hashes()],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "worker-src": [CSP.SELF],
    "form-action": [CSP.SELF, *STRIPE_PAGES],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "object-src": [CSP.NONE],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "newsroom.views.forged"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
BEHIND_TLS_PROXY = env.bool("BEHIND_TLS_PROXY", default=False)
if BEHIND_TLS_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = DESK
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # the other kind keeps a cookie for "/"
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024  # a long story in two languages; Arabic travels at six bytes a letter

# --- Who may enter ----------------------------------------------------------------------------------------

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
AUTHENTICATION_BACKENDS = ["newsroom.entry.backend.OneComparison"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
SECURITY_CONTACT = env.list("SECURITY_CONTACT", default=[])  # whom to tell of a hole: mailto:, https: or tel:
SECURITY_EXPIRES = env.str("SECURITY_EXPIRES", default="")  # until when that holds, at most a year
CLIENT_ADDRESS_HEADER = env.str("CLIENT_ADDRESS_HEADER", default="")
ACCOUNT_ADAPTER = "newsroom.entry.adapter.Door"
ACCOUNT_FORMS = {"login": "newsroom.entry.forms.SignIn", "reset_password": "newsroom.entry.forms.ForgotPassword"}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False  # newsroom computers are shared: the session ends with the browser
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "10/m/ip,3/10m/key",
    "reauthenticate": "10/m/user",
}
MFA_ADAPTER = "newsroom.entry.second_factor.SecondFactors"
MFA_FORMS = {"add_webauthn": "newsroom.entry.forms.NewPasskey"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # half a minute either way, for phones whose clock is off
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses are entered by the chief editors

# --- Logs: one line a record, on stderr ---------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "newsroom.logs.OneLine"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        # Django's own handlers would write every record a second time.
        "django": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="WARNING"), "propagate": False},
        "django.server": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}
