"""Readers ask for facts that are not stated, and a company answers by stating them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jobboard.outbox import Delivery, Event
from postings.lifecycle.posting import close_posting
from postings.lifecycle.questions import ask_for_facts
from postings.lifecycle.revision import approve_revision, revise_posting
from postings.models import AskedFact, CloseReason, Posting
from postings.tasks import tell_author_of_decision
from tests import build

pytestmark = pytest.mark.django_db
SENT = "/en/jobs/asked/"


def ask_of(posting: Posting) -> str:
    return f"/en/jobs/{posting.slug}-{posting.public_id}/ask/"


@pytest.fixture
def live(cast):
    return build.posting(cast, benefits=[], pay_equity=None)


def test_a_visitor_asks_for_what_is_not_stated_and_is_thanked(client, live):
    page = client.get(f"/en/jobs/{live.slug}-{live.public_id}/").content.decode()
    assert f'href="{ask_of(live)}"' in page
    form = client.get(ask_of(live)).content.decode()
    assert 'value="equity"' in form
    assert 'value="workplace"' not in form
    for _ in range(2):
        answer = client.post(ask_of(live), {"facts": ["equity", "benefits"]})
        assert (answer.status_code, answer["Location"]) == (302, SENT)
    asked = AskedFact.objects.values_list("fact", flat=True)
    assert sorted(asked) == ["benefits", "equity"]
    assert client.get(SENT).status_code == 200


@pytest.mark.parametrize("facts", [[], ["salary"], ["workplace"]])
def test_what_is_stated_or_nothing_at_all_cannot_be_asked(client, live, facts):
    answer = client.post(ask_of(live), {"facts": facts})
    assert answer.status_code == 422
    assert not AskedFact.objects.exists()


def test_the_author_is_told_once_a_day_however_many_ask(cast, live, mailoutbox):
    assert ask_for_facts(live, ["equity"])
    assert not ask_for_facts(live, ["equity"])
    assert not ask_for_facts(live, ["benefits"])
    AskedFact.objects.update(asked_at=timezone.now() - timedelta(days=2))
    assert not ask_for_facts(live, ["equity", "benefits"])
    assert ask_for_facts(live, ["visa"])
    assert Event.objects.filter(kind="posting.questioned").count() == 2
    first = Delivery.objects.filter(event__kind="posting.questioned").first()
    tell_author_of_decision(first.pk)
    (mail,) = mailoutbox
    assert mail.subject == "Readers ask about your job: Backend Engineer"


def test_the_desk_says_what_is_asked_until_it_is_stated(cast, signed_in, live):
    ask_for_facts(live, ["equity"])
    desk = signed_in("owner")
    assert "Readers ask for: Equity" in desk.get("/en/desk/").content.decode()
    by = {"by": cast["owner"], "version": live.version}
    revision = revise_posting(live, {"pay_equity": True}, **by)
    if revision is not None:
        live.refresh_from_db()
        approve_revision(
            revision,
            by=cast["moderator"],
            version=1,
            posting_version=live.version,
        )
    assert "Readers ask for" not in desk.get("/en/desk/").content.decode()


def test_of_what_is_closed_or_is_no_company_s_nobody_asks(client, cast, live):
    found = build.found(cast)
    assert client.get(ask_of(found)).status_code == 404
    by = {"by": cast["owner"], "version": live.version}
    close_posting(live, reason=CloseReason.FILLED, **by)
    assert client.post(ask_of(live), {"facts": ["equity"]}).status_code == 404
