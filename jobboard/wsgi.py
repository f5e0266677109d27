"""The web application, for granian or any other WSGI server."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jobboard.settings")
os.environ.setdefault("JOBBOARD_PROCESS", "web")

from django.core.wsgi import get_wsgi_application

from jobboard.observability import telemetry

application = get_wsgi_application()
telemetry.start()
