"""What alerts know about a person is handed out whole, and forgotten whole."""

import json

import pytest
from allauth.account.models import EmailAddress

from jobboard import personal_data
from jobboard.outbox import Event
from postings.alerts import digests
from postings.lifecycle.alert import Wishes, create_alert, suppress_address
from postings.models import Alert, Digest, Stopped, Suppression
from postings.search.criteria import Criteria
from tests import build
from tests.postings.alerts.following import Postman, follow
from tests.postings.alerts.test_digests import soon

pytestmark = pytest.mark.django_db
SECOND = "second@mail.example"
WISHES = Wishes("es", "daily", 8, "America/Bogota")


@pytest.fixture
def person(cast):
    user = cast["candidate"]
    EmailAddress.objects.create(user=user, email=SECOND, verified=True)
    return user


def test_what_is_followed_is_handed_out_by_account_and_by_address(cast, person):
    follow(person, Criteria(skill=("python",)))
    create_alert(Criteria(q="ledger"), WISHES, by=None, email=SECOND)
    create_alert(Criteria(q="other"), WISHES, by=None, email="else@mail.example")
    suppress_address(SECOND, reason=Stopped.BOUNCE)
    found = personal_data.export_all(person)["alerts"]
    assert [one["search"] for one in found["alerts"]] == ["skill=python", "q=ledger"]
    assert [one["email"] for one in found["stopped"]] == [SECOND]
    assert json.dumps(found)


def test_an_address_that_is_not_proven_hands_out_nothing(cast, person):
    EmailAddress.objects.filter(email=SECOND).update(verified=False)
    create_alert(Criteria(q="ledger"), WISHES, by=None, email=SECOND)
    assert personal_data.export_all(person)["alerts"]["alerts"] == []
    personal_data.erase_all(person)
    assert Alert.objects.count() == 1


def test_erasing_forgets_alerts_and_what_they_carried(cast, person):
    follow(person)
    create_alert(Criteria(q="ledger"), WISHES, by=None, email=SECOND)
    build.posting(cast)
    Postman().go(soon())
    assert Digest.objects.exists()
    suppress_address(SECOND, reason=Stopped.COMPLAINT)
    assert personal_data.erase_all(person)["Job alerts"] == 2
    assert not Alert.objects.exists()
    assert not Digest.objects.exists()
    assert digests.claim(soon()) == []
    told = Event.objects.filter(subject="alert").values_list("data", "why")
    assert SECOND not in json.dumps(list(told))
    assert Suppression.objects.stops(SECOND)
