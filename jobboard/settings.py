"""All settings; docs/operations.md explains each variable of the environment."""

import os
from pathlib import Path
from typing import Any

import django_stubs_ext
import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from jobboard import databases, sentinels, storing
from jobboard.observability.logs import logging_config
from jobboard.rest import settings as rest
from jobboard.schedule import SCHEDULE
from jobboard.stack import places

# Lets generic classes of Django be written with their types.
django_stubs_ext.monkeypatch()

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent
STATE_DIR = places.state_dir()

# Without the name of a database this can only be somebody's own machine.
DEBUG = env.bool("DEBUG", default="DATABASE_URL" not in os.environ)
SECRET_KEY = env.str("SECRET_KEY", default="only-for-development" if DEBUG else "")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
# What this process is: web, worker or command; it decides how long it may take.
PROCESS = env.str("JOBBOARD_PROCESS", default="command")

# The board's own name and face.
SITE_NAME = env.str("SITE_NAME", default="Jobboard")
SITE_TAGLINE = env.str("SITE_TAGLINE", default="")
SITE_LOGO = env.str("SITE_LOGO", default="")
DEFAULT_HUE = 158
ACCENT_HUE = env.int("ACCENT_HUE", default=DEFAULT_HUE) % 360
SITE_URL = env.str(
    "SITE_URL", default=f"http://localhost:{env.int('PORT', default=8000)}"
).rstrip("/")
CONTACT_EMAIL = env.str("CONTACT_EMAIL", default="contact@localhost")
# Who answers for it, as the privacy page and the terms name them.
OPERATOR_NAME = env.str("OPERATOR_NAME", default=SITE_NAME)
OPERATOR_ADDRESS = env.str("OPERATOR_ADDRESS", default="")
OPERATOR_COUNTRY = env.str("OPERATOR_COUNTRY", default="")
PRIVACY_EMAIL = env.str("PRIVACY_EMAIL", default=CONTACT_EMAIL)

# Who may ask, and through how many proxies of ours.
SITE_HOST = SITE_URL.partition("://")[2].partition(":")[0]
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS",
    default=["localhost", "127.0.0.1", "[::1]"] if DEBUG else [SITE_HOST],
)
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT
IS_HTTPS = SITE_URL.startswith("https://")

INSTALLED_APPS = [
    "jobboard",
    "accounts",
    "postings",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "jobboard.admin_site.BoardAdminConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "anymail",
    "csp",
    "django_cotton",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
]

MIDDLEWARE = [
    "jobboard.observability.telemetry.TraceMiddleware",
    "jobboard.observability.requests.RequestLogMiddleware",
    "jobboard.ratelimits.RateLimitMiddleware",
    "jobboard.security.GuardMiddleware",
    "jobboard.security.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.AccountsMiddleware",
    "jobboard.errors.BusyMiddleware",
]

ROOT_URLCONF = "jobboard.urls"
WSGI_APPLICATION = "jobboard.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "jobboard.context.site",
            ],
            "builtins": ["jobboard.templatetags.board"],
        },
    }
]
COTTON_DIR = "components"

# The database, and how long anything waits for it.
DATABASES = {
    "default": {
        **env.db_url("DATABASE_URL", default=places.database_url(STATE_DIR)),
        "CONN_HEALTH_CHECKS": True,
        "CONN_MAX_AGE": 0 if PROCESS == "web" else 300,
        "DISABLE_SERVER_SIDE_CURSORS": env.bool("PGBOUNCER", default=False),
    }
}
DATABASES["default"].setdefault("OPTIONS", {}).update(
    connect_timeout=3, options=databases.session(PROCESS)
)
if PROCESS == "web":
    DATABASES["default"]["OPTIONS"]["pool"] = {
        "min_size": 1,
        "max_size": env.int("DATABASE_POOL", default=8),
        "timeout": 3,
    }
# A streaming replica, which answers searches while it is not behind.
if env.str("REPLICA_URL", default=""):
    REPLICA = env.db_url("REPLICA_URL")
    OPTIONS = {**DATABASES["default"]["OPTIONS"], **REPLICA.get("OPTIONS", {})}
    if PROCESS == "web":
        OPTIONS["pool"] = {**OPTIONS["pool"], "timeout": 1}
    DATABASES["replica"] = {
        **DATABASES["default"],
        **REPLICA,
        "OPTIONS": {**OPTIONS, "connect_timeout": 1},
        "TEST": {"MIRROR": "default"},
    }

# Redis: the queue in database 0, the cache in database 1.
REDIS_URL = env.str("REDIS_URL", default=places.redis_url(STATE_DIR))
REDIS_BY_SOCKET = REDIS_URL.startswith("unix://")
SENTINELS = sentinels.read(REDIS_URL)
# How long a page that many share is kept at most; 0 keeps none, so that templates
# can be worked on.
PAGE_CACHE_SECONDS = env.int("PAGE_CACHE_SECONDS", default=0 if DEBUG else 60)
# Names this deployment: what an older one has kept is not read by a newer.
RELEASE = env.str("RELEASE", default="1")
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "jobboard.caching.ForgivingRedisCache",
        "LOCATION": [REDIS_URL],
        "KEY_PREFIX": "jobboard",
        "OPTIONS": {
            "db": 1,
            "socket_timeout": 1,
            "socket_connect_timeout": 1,
        },
    }
}

# Celery carries ids only, and a message that is lost is sent again by the outbox.
CELERY_BROKER_URL = env.str(
    "CELERY_BROKER_URL",
    default=SENTINELS.broker(0)
    if SENTINELS
    else REDIS_URL.replace("unix://", "redis+socket://", 1)
    + ("?virtual_host=0" if REDIS_BY_SOCKET else ""),
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    "socket_timeout": 5,
    "socket_connect_timeout": 3,
    "retry_on_timeout": True,
    **({"master_name": SENTINELS.name} if SENTINELS else {}),
}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_SOFT_TIME_LIMIT = 270
CELERY_TASK_DEFAULT_QUEUE = "housekeeping"
# What people are told goes by mail, and does not wait behind anything else.
CELERY_TASK_ROUTES = {
    "*tasks.tell_*": {"queue": "mail"},
    # Other people's servers are slow, and hold up nothing but each other.
    "accounts.tasks.send_webhook": {"queue": "webhooks"},
    "postings.tasks.look_at_addresses": {"queue": "webhooks"},
    "postings.alert_tasks.match_news": {"queue": "matching"},
    "postings.alert_tasks.send_digests": {"queue": "matching"},
}
CELERY_TASK_CREATE_MISSING_QUEUES = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE = SCHEDULE
# Exchange rates: the ECB's file, and a second source for what it lacks. Empty is off.
RATES_URL = env.str(
    "RATES_URL",
    default=""
    if DEBUG
    else "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml",
)
RATES_SECOND_URL = env.str("RATES_SECOND_URL", default="")

# How long news are gathered for those who want to be told at once.
ALERT_BATCH_SECONDS = env.int("ALERT_BATCH_SECONDS", default=300)

# Mail. In development it is kept in a folder and shown at /mail/.
DEFAULT_FROM_EMAIL = env.str(
    "DEFAULT_FROM_EMAIL", default=f"{SITE_NAME} <{CONTACT_EMAIL}>"
)
MAILBOX_DIR = STATE_DIR / "mail"
if "EMAIL_URL" in os.environ:
    vars().update(env.email_url("EMAIL_URL"))
    EMAIL_TIMEOUT = 10
elif DEBUG:
    EMAIL_BACKEND = "jobboard.mailbox.MailboxBackend"
# A mail service instead of a server; all its settings begin with ANYMAIL_.
ANYMAIL = {
    name.removeprefix("ANYMAIL_"): value
    for name, value in os.environ.items()
    if name.startswith("ANYMAIL_")
}
if "ANYMAIL_SERVICE" in os.environ:
    EMAIL_BACKEND = f"anymail.backends.{ANYMAIL.pop('SERVICE')}.EmailBackend"
# What the service reports (bounces, complaints) is believed with this secret only.
ANYMAIL_WEBHOOK_SECRET = env.str("ANYMAIL_WEBHOOK_SECRET", default="")

# Accounts: an e-mail address is the name.
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_REDIRECT_URL = "posting_list"
# Codes by mail prove an address; each lives for a quarter of an hour.
CODE_SECONDS = 900
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = CODE_SECONDS
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = CODE_SECONDS
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = CODE_SECONDS
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/300s/key",
    "signup": "20/m/ip",
    "request_login_code": "20/m/ip,3/m/key",
    "reset_password": "20/m/ip,5/m/key",
    "confirm_email": "1/10s/key",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "manage_email": "10/m/user",
}
MFA_ADAPTER = "accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_FORMS = {"add_webauthn": "accounts.forms.passkeys.AddPasskeyForm"}
MFA_TOTP_ISSUER = SITE_NAME
MFA_TOTP_TOLERANCE = 1
MFA_PASSKEY_LOGIN_ENABLED = MFA_PASSKEY_SIGNUP_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
# Signing in proves the address, so a second factor does not forbid a new one.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# Who moderates has a second factor, except on somebody's own machine.
STAFF_NEEDS_SECOND_FACTOR = not DEBUG
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

# Languages and time: the address says the language, the database keeps UTC.
LANGUAGE_CODE = "en"
LANGUAGES = [("pt-br", _("Portuguese")), ("es", _("Spanish")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
# Days begin and end here; the database keeps UTC.
TIME_ZONE = env.str("TIME_ZONE", default="America/Sao_Paulo")

STATIC_URL = "/static/"
STATIC_ROOT = STATE_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG
MEDIA_ROOT = STATE_DIR / "files"
STORAGES: dict[str, dict[str, Any]] = {
    **storing.stores(
        MEDIA_ROOT,
        bucket=env.str("S3_BUCKET", default=""),
        endpoint=env.str("S3_ENDPOINT_URL", default=""),
    ),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "jobboard.staticfiles.BundlingStorage"
    },
}

# What the outside may send, and what a browser may do with our pages.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 300
REQUEST_MAX_BYTES = 6_000_000
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_HTTPS
SECURE_SSL_REDIRECT = IS_HTTPS and not DEBUG
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXY_COUNT else None
)
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
CSRF_FAILURE_VIEW = "jobboard.errors.csrf_failure"

# Requests a minute: of one address without a token, and with one token.
API_RATE_ANONYMOUS = env.int("API_RATE_ANONYMOUS", default=120)
API_RATE_TOKEN = env.int("API_RATE_TOKEN", default=600)
REST_FRAMEWORK = rest.REST_FRAMEWORK
SPECTACULAR_SETTINGS = rest.SPECTACULAR_SETTINGS

# Who may read the figures at /metrics.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
# Where errors and traces go; nowhere unless named.
SENTRY_DSN = env.str("SENTRY_DSN", default="")
OTEL_EXPORTER_OTLP_ENDPOINT = env.str("OTEL_EXPORTER_OTLP_ENDPOINT", default="")

LOGGING_CONFIG = None
logging_config(readable=DEBUG, level=env.str("LOG_LEVEL", default="INFO"))

SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"] if not IS_HTTPS else []
