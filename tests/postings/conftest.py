"""What tests of the work share: the whole demo board."""

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from postings.models import Posting


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker):
    """The whole demo board, once for all tests of a module."""
    with django_db_blocker.unblock(), transaction.atomic():
        settings.DEBUG = True
        call_command("seed_demo", verbosity=0)
        settings.DEBUG = False
        yield Posting.objects.all()
        transaction.set_rollback(True)
