"""A process that is killed in the middle of a post leaves all of its effect or none."""

import os
import signal
import subprocess
import sys

import pytest
from django.db import connection

from jobboard.idempotency import KeptAnswer
from jobboard.outbox import Event
from postings.models import Posting
from tests.callers import Caller
from tests.postings.api.test_desk import NEW, OWN

pytestmark = pytest.mark.django_db(transaction=True)

# Runs in a process of its own, which ends itself where it is told to.
CHILD = """
import os, signal, sys
import django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
settings.ALLOWED_HOSTS = ["testserver"]
django.setup()
from jobboard import idempotency
from jobboard.rest import idempotent
def dies(*_args, **_kwargs):
    os.kill(os.getpid(), signal.SIGKILL)
place, secret = sys.argv[2:4]
keep = idempotency.keep
if place == "before the effect":
    idempotency.take_lock = dies
elif place == "before the commit":
    idempotency.keep = lambda *args: (keep(*args), dies())
elif place == "after the commit":
    idempotent.as_response = dies
from tests.callers import Caller
from tests.postings.api.test_desk import NEW, OWN
Caller(None, secret=secret)("post", OWN, NEW, key='"one"')
"""


@pytest.mark.parametrize(
    ("place", "left"),
    [("before the effect", 0), ("before the commit", 0), ("after the commit", 1)],
)
def test_after_a_kill_the_same_key_makes_one_posting(cast, place, left):
    caller = Caller(cast["owner"])
    command = [sys.executable, "-c", CHILD]
    command += [str(connection.settings_dict["NAME"]), place, caller.secret]
    done = subprocess.run(command, env=dict(os.environ), check=False)
    assert done.returncode == -signal.SIGKILL
    assert Posting.objects.count() == KeptAnswer.objects.count() == left
    again = caller("post", OWN, NEW, key='"one"')
    assert again.status_code == 201
    assert ("Idempotency-Replayed" in again) is bool(left)
    assert Posting.objects.count() == KeptAnswer.objects.count() == 1
    assert Event.objects.filter(kind="posting.created").count() == 1
