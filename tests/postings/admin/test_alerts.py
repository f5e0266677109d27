"""What of alerts waits for a person: digests that cannot be sent, stopped addresses."""

import pytest
from django.utils import timezone

from postings.alerts import digests
from postings.lifecycle.alert import suppress_address
from postings.models import Digest, Stopped, Suppression
from tests import build
from tests.postings.alerts.following import Postman, follow, match
from tests.postings.alerts.test_digests import soon

pytestmark = pytest.mark.django_db
DIGESTS = "/admin/postings/digest/"
PARKED = f"{DIGESTS}?parked_at__isempty=0"
STOPPED = "/admin/postings/suppression/"


@pytest.fixture
def boss(cast, signed_in):
    cast["moderator"].is_superuser = True
    cast["moderator"].save()
    return signed_in("moderator")


@pytest.fixture
def parked(cast) -> Digest:
    """A digest that failed too often, of an alert with something to tell."""
    follow(cast["candidate"])
    build.posting(cast)
    match()
    digests.plan(soon())
    digest = Digest.objects.get()
    digest.parked_at, digest.attempts = timezone.now(), digests.ATTEMPTS_LIMIT
    digest.last_error = "TemplateSyntaxError: it cannot be built"
    digest.save()
    return digest


def test_a_parked_digest_is_seen_with_its_error(boss, parked):
    assert "1 digest" in boss.get(PARKED).content.decode()
    page = boss.get(f"{DIGESTS}{parked.pk}/change/").content.decode()
    assert "it cannot be built" in page
    assert "0 digests" in boss.get(f"{DIGESTS}?parked_at__isempty=1").content.decode()


def test_a_parked_digest_is_sent_again_once_the_cause_is_mended(boss, parked):
    form = {"action": "send_again", "_selected_action": [parked.pk]}
    assert boss.post(DIGESTS, form).status_code == 302
    (again,) = digests.claim(timezone.now())
    postman = Postman()
    digests.deliver(again, postman)
    assert len(postman.carried) == 1
    assert Digest.objects.get().sent_at is not None


def test_a_parked_digest_waits_where_a_newer_one_is_on_its_way(boss, parked):
    Digest.objects.create(alert=parked.alert, slot=timezone.now())
    form = {"action": "send_again", "_selected_action": [parked.pk]}
    assert boss.post(DIGESTS, form).status_code == 302
    parked.refresh_from_db()
    assert parked.parked_at is not None


def test_a_stopped_address_is_let_go_by_deleting_its_row(boss):
    suppress_address("Maria@example.com", reason=Stopped.BOUNCE)
    row = Suppression.objects.get()
    assert "maria@example.com" in boss.get(STOPPED).content.decode()
    assert boss.post(f"{STOPPED}{row.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not Suppression.objects.stops("maria@example.com")


def test_moderators_see_neither(signed_in):
    client = signed_in("moderator")
    assert {client.get(path).status_code for path in (DIGESTS, STOPPED)} == {403}
