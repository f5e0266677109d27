"""Settings of the tests: the real ones, less what only costs time."""

import os

os.environ.setdefault("DEBUG", "1")
os.environ.setdefault("LOG_LEVEL", "CRITICAL")
os.environ.setdefault("ANYMAIL_WEBHOOK_SECRET", "hook:secret")

from jobboard.settings import *  # noqa: F403
from jobboard.settings import (
    CACHES,
    INSTALLED_APPS,
    MEDIA_ROOT as SHARED_ROOT,
    REDIS_URL,
    STORAGES,
)

WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
CACHES["default"]["KEY_PREFIX"] = f"test{WORKER}"
CACHES["default"]["OPTIONS"]["db"] = 2 + WORKER * 2
CELERY_BROKER_URL = (
    f"redis+socket://{REDIS_URL.removeprefix('unix://')}?virtual_host={3 + WORKER * 2}"
)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Nothing is refused by accident; the limits have tests of their own.
API_RATE_ANONYMOUS = API_RATE_TOKEN = 10**6
SITE_HOST = "board.example"
SITE_URL = f"https://{SITE_HOST}"
INSTALLED_APPS += ["django_migration_linter"]
MEDIA_ROOT = SHARED_ROOT / f"worker{WORKER}"
STORAGES["private"]["OPTIONS"]["location"] = MEDIA_ROOT / "private"
