"""The board as a server, with the benchmarks' own addresses."""

import os

os.environ.setdefault("JOBBOARD_PROCESS", "web")

from django.conf import settings
from django.core.wsgi import get_wsgi_application

settings.ROOT_URLCONF = "benchmarks.addresses"
application = get_wsgi_application()
