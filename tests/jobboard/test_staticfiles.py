"""What a live board serves: one stylesheet, small."""

import re
import zlib
from pathlib import Path

import django_htmx
from django.core.management import call_command

from jobboard.staticfiles import BundlingStorage

FIRST_VISIT = 60_000


def test_the_stylesheets_are_whole_and_a_first_visit_is_light(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    # Ours, and the script that our pages load; the admin's many files take long.
    settings.STATICFILES_FINDERS = [
        "django.contrib.staticfiles.finders.FileSystemFinder"
    ]
    settings.STATICFILES_DIRS = [
        *settings.STATICFILES_DIRS,
        Path(django_htmx.__file__).parent / "static",
    ]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "jobboard.staticfiles.BundlingStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    storage = BundlingStorage()
    served = {
        name: tmp_path / storage.stored_name(name)
        for name in (
            "css/app.css",
            "css/admin.css",
            "icons/sprite.svg",
            "js/keys.js",
            "django_htmx/htmx-2.min.js",
        )
    }
    for name in ("css/app.css", "css/admin.css"):
        text = served[name].read_text()
        assert "@import" not in text
        assert "--paper" in text
    assert re.search(
        r"@layer components \{[^@]*\.card", served["css/app.css"].read_text()
    )
    size = sum(len(zlib.compress(file.read_bytes(), 6)) for file in served.values())
    assert size < FIRST_VISIT * 0.6, size
