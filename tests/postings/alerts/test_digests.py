"""Each new posting that fits arrives once, at its moment, and nothing else does."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from postings.alerts import digests
from postings.lifecycle import alert as deeds
from postings.lifecycle.reading import hide
from postings.models import Alert, Digest, Match, Stopped
from postings.permissions import AlertHolder
from postings.search.criteria import Criteria
from postings.search.hiding import Hiding
from tests import build
from tests.build import do
from tests.postings.alerts.following import Postman, follow, match

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=6)
PYTHON, GO = Criteria(skill=("python",)), Criteria(skill=("go",))


@pytest.fixture
def postman() -> Postman:
    return Postman()


def soon() -> datetime:
    return timezone.now() + LATER


def change(posting, cast, **facts) -> None:
    """An edit that is live at once, as a trusted company's is."""
    from postings.lifecycle.posting import do as edit

    edit("revise", posting, by=cast["owner"], version=posting.version, facts=facts)


def test_what_is_new_arrives_once(cast, postman):
    build.posting(cast)
    alert = follow(cast["candidate"], PYTHON)
    new, other = build.posting(cast), build.posting(cast, skills=[])
    assert postman.go() == []
    assert postman.go(soon()) == [[new.pk]]
    assert postman.go(soon() + LATER) == []
    assert Digest.objects.get().posting_ids == [new.pk]
    assert not Match.objects.filter(posting=other).exists()
    alert.refresh_from_db()
    assert alert.due_at is None


def test_many_new_ones_come_in_one_mail(cast, postman):
    follow(cast["candidate"])
    postings = {build.posting(cast).pk}
    match()
    postings |= {build.posting(cast).pk, build.posting(cast).pk}
    (carried,) = postman.go(soon())
    assert set(carried) == postings


def test_what_is_gone_when_the_mail_is_built_is_not_in_it(cast, postman):
    follow(cast["candidate"], PYTHON)
    frozen, closed, changed, kept = (build.posting(cast) for _ in range(4))
    match()
    do("freeze", frozen, cast["moderator"])
    do("close", closed, cast["owner"])
    change(changed, cast, skills=[])
    assert postman.go(soon()) == [[kept.pk]]
    do("release", frozen, cast["moderator"])
    assert postman.go(soon() + LATER) == [[frozen.pk]]


def test_what_its_reader_has_hidden_is_not_in_it(cast, postman):
    for reader in ("candidate", "stranger"):
        follow(cast[reader], PYTHON)
    hidden, worded, kept = (build.posting(cast, title=t) for t in ("A", "Zebra", "C"))
    match()
    what = Hiding(postings=frozenset({hidden.pk}), words=("zebra",))
    hide(what, by=cast["candidate"])
    carried = {frozenset(keys) for keys in postman.go(soon())}
    everything = frozenset({hidden.pk, worded.pk, kept.pk})
    assert carried == {frozenset({kept.pk}), everything}


def test_where_nothing_is_left_there_is_no_mail(cast, postman):
    follow(cast["candidate"])
    posting = build.posting(cast)
    match()
    do("freeze", posting, cast["moderator"])
    assert postman.go(soon()) == []
    assert Digest.objects.get().sent_at is None


def test_an_edit_that_makes_it_fit_is_news_and_one_that_does_not_is_none(cast, postman):
    follow(cast["candidate"], PYTHON)
    posting = build.posting(cast, skills=[])
    assert postman.go(soon()) == []
    from postings.lifecycle.facts import SkillNeed

    change(posting, cast, skills=[SkillNeed("Python")])
    assert postman.go(soon()) == [[posting.pk]]
    change(posting, cast, title="Another title")
    assert postman.go(soon() + LATER) == []


def test_an_edit_of_what_was_there_before_is_no_news(cast, postman):
    posting = build.posting(cast)
    follow(cast["candidate"], PYTHON)
    change(posting, cast, title="Another title")
    assert postman.go(soon()) == []


def test_a_renewal_tells_nobody(cast, postman):
    posting = build.posting(cast)
    follow(cast["candidate"])
    do("close", posting, cast["owner"])
    do("renew", posting, cast["owner"])
    do("approve", posting, cast["moderator"])
    assert postman.go(soon()) == []


def test_a_search_is_matched_once_however_many_follow_it(cast, postman):
    alerts = [follow(cast[part], PYTHON) for part in ("candidate", "stranger")]
    posting = build.posting(cast)
    assert postman.go(soon()) == [[posting.pk]] * 2
    assert Match.objects.count() == 1
    assert len({alert.search_id for alert in alerts}) == 1


@pytest.mark.parametrize(
    ("frequency", "now", "slot"),
    [
        ("daily", "2026-11-20T06:00", "2026-11-20T11:00"),
        ("daily", "2026-11-20T11:00", "2026-11-21T11:00"),
        ("weekly", "2026-11-20T06:00", "2026-11-23T11:00"),
        ("weekly", "2026-11-23T11:00", "2026-11-30T11:00"),
        ("weekly", "2026-11-23T10:59", "2026-11-23T11:00"),
    ],
)
def test_digests_come_at_the_readers_hour(cast, postman, frequency, now, slot):
    with time_machine.travel(
        datetime.fromisoformat(now).replace(tzinfo=UTC), tick=False
    ):
        alert = follow(cast["candidate"], frequency=frequency)
        posting = build.posting(cast, valid_through=timezone.now() + timedelta(days=40))
        match()
        alert.refresh_from_db()
    due = datetime.fromisoformat(slot).replace(tzinfo=UTC)
    assert alert.due_at == due
    with time_machine.travel(due - timedelta(seconds=1), tick=False):
        assert postman.go() == []
    with time_machine.travel(due, tick=False):
        assert postman.go() == [[posting.pk]]


def test_after_three_days_of_silence_one_mail_catches_up(cast, postman):
    follow(cast["candidate"], frequency="daily")
    postings = []
    for day in range(3):
        with time_machine.travel(timezone.now() + timedelta(days=day), tick=False):
            postings.append(build.posting(cast).pk)
    with time_machine.travel(timezone.now() + timedelta(days=3), tick=False):
        match()
    with time_machine.travel(timezone.now() + timedelta(days=4, hours=1), tick=False):
        (carried,) = postman.go()
        assert set(carried) == set(postings)
        assert postman.go() == []


def test_a_pause_holds_back_what_comes_and_loses_nothing(cast, postman):
    alert = follow(cast["candidate"])
    early = build.posting(cast)
    match()
    until = timezone.localdate() + timedelta(days=3)
    by = {"by": AlertHolder(alert.pk), "version": alert.version}
    deeds.pause_alert(alert, until=until, **by)
    late = build.posting(cast)
    assert postman.go(soon()) == []
    with time_machine.travel(timezone.now() + timedelta(days=4), tick=False):
        (carried,) = postman.go()
    assert set(carried) == {early.pk, late.pk}


def test_a_pause_that_begins_while_a_mail_is_due_holds_that_back_too(cast, postman):
    alert = follow(cast["candidate"])
    posting = build.posting(cast)
    match()
    digests.plan(soon())
    until = timezone.localdate() + timedelta(days=3)
    by = {"by": AlertHolder(alert.pk), "version": alert.version}
    deeds.pause_alert(alert, until=until, **by)
    assert postman.go(soon()) == []
    with time_machine.travel(timezone.now() + timedelta(days=4), tick=False):
        assert postman.go() == [[posting.pk]]


def test_another_search_begins_anew(cast, postman):
    from postings.lifecycle.facts import SkillNeed

    alert = follow(cast["candidate"], PYTHON)
    go = {"skills": [SkillNeed("Go")]}
    build.posting(cast, **go)
    by = {"by": AlertHolder(alert.pk), "version": alert.version}
    deeds.change_alert(alert, criteria=GO, **by)
    match()
    new = build.posting(cast, **go)
    build.posting(cast)
    assert postman.go(soon()) == [[new.pk]]


def test_an_address_that_is_stopped_gets_nothing(cast, postman):
    follow(cast["candidate"])
    build.posting(cast)
    deeds.suppress_address(cast["candidate"].email.upper(), reason=Stopped.BOUNCE)
    assert postman.go(soon()) == []
    assert Digest.objects.get().done_at is not None


def test_planned_twice_it_is_one_digest(cast, postman):
    follow(cast["candidate"])
    build.posting(cast)
    match()
    assert digests.plan(soon()) == 1
    assert digests.plan(soon()) == 0
    assert Digest.objects.count() == 1


def test_news_that_come_while_a_mail_waits_travel_with_it(cast, postman):
    alert = follow(cast["candidate"])
    first = build.posting(cast)
    match()
    digests.plan(soon())
    second = build.posting(cast)
    match()
    alert.refresh_from_db()
    assert alert.due_at is not None
    (carried,) = postman.go(soon() + LATER)
    assert set(carried) == {first.pk, second.pk}
    alert.refresh_from_db()
    assert alert.due_at is None


def test_a_slot_that_was_served_is_not_served_again(cast, postman):
    alert = follow(cast["candidate"])
    build.posting(cast)
    moment = soon()
    postman.go(moment)
    slot = Digest.objects.get().slot
    late = build.posting(cast)
    match()
    Alert.objects.filter(pk=alert.pk).update(due_at=slot)
    assert postman.go(moment) == []
    assert postman.go(moment + LATER) == [[late.pk]]


class Broken:
    """A mail that cannot be built, or a server that is away."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def __call__(self, _digest, _content) -> None:
        raise self.error


def tries(cast, error: Exception) -> Digest:
    follow(cast["candidate"])
    build.posting(cast)
    match()
    digests.plan(soon())
    digest = Digest.objects.get()
    for _ in range(30):
        Digest.objects.update(due_at=timezone.now())
        for number in digests.claim(timezone.now()):
            digests.deliver(number, Broken(error))
    digest.refresh_from_db()
    return digest


def test_what_cannot_be_built_is_parked_after_some_attempts(cast, postman):
    digest = tries(cast, ValueError("no such word"))
    assert digest.parked_at is not None
    assert digest.attempts == digests.ATTEMPTS_LIMIT
    assert digest.last_error == "ValueError: no such word"
    assert postman.go(soon()) == []


@pytest.mark.parametrize("error", [ConnectionRefusedError(), TimeoutError()])
def test_a_mail_server_that_is_away_parks_nothing(cast, postman, error):
    digest = tries(cast, error)
    assert digest.parked_at is None
    Digest.objects.update(due_at=timezone.now())
    assert len(postman.go()) == 1


def test_a_digest_that_kills_its_worker_is_parked(cast):
    follow(cast["candidate"])
    build.posting(cast)
    match()
    digests.plan(soon())
    for _ in range(digests.ATTEMPTS_LIMIT + 1):
        Digest.objects.update(due_at=timezone.now())
        digests.claim(timezone.now())
    assert Digest.objects.get().parked_at is not None


class Killed(BaseException):
    """The worker was killed with -9, after the server had taken the mail."""


class Deadly(Postman):
    def __call__(self, digest, content) -> None:
        super().__call__(digest, content)
        raise Killed


def test_a_mail_that_is_sent_once_more_says_the_same(cast, postman):
    follow(cast["candidate"])
    first = build.posting(cast)
    match()
    now, deadly = soon(), Deadly()
    digests.plan(now)
    (number,) = digests.claim(now)
    with pytest.raises(Killed):
        digests.deliver(number, deadly)
    second = build.posting(cast)
    change(first, cast, title="Another title")
    match()
    digests.deliver(number, postman)
    assert [ids for _alert, ids in deadly.carried + postman.carried] == [[first.pk]] * 2
    assert postman.go(soon() + LATER) == [[second.pk]]


def test_a_mail_that_never_arrived_takes_along_what_came_meanwhile(cast, postman):
    digest = tries(cast, ConnectionRefusedError())
    assert (digest.until, digest.posting_ids) == (None, [])
    second = build.posting(cast)
    match()
    Digest.objects.update(due_at=timezone.now())
    (carried,) = postman.go()
    assert len(carried) == 2
    assert second.pk in carried


def test_only_so_many_are_on_their_way_at_a_time(cast, monkeypatch):
    monkeypatch.setattr(digests, "ON_THEIR_WAY", 1)
    for part in ("candidate", "stranger"):
        follow(cast[part])
    build.posting(cast)
    match()
    now = soon()
    digests.plan(now)
    (first,) = digests.claim(now)
    assert digests.claim(now) == []
    digests.deliver(first, Postman())
    assert len(digests.claim(now)) == 1


def test_an_alert_that_is_deleted_while_its_mail_is_sent_stays_gone(cast):
    alert = follow(cast["candidate"])
    build.posting(cast)
    match()
    digests.plan(soon())

    def leave(_digest, _content):
        deeds.delete_alert(alert, by=AlertHolder(alert.pk))

    digests.deliver(Digest.objects.get().pk, leave)
    assert not Alert.objects.exists()
    assert not Digest.objects.exists()
