"""Following a search: from the list, by link, and out again with one click."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jobboard.outbox import Delivery, Event
from postings.alert_tasks import tell_follower, tidy_alerts
from postings.lifecycle import alert as deeds
from postings.models import Alert, Search, Stopped, Suppression
from tests import build
from tests.postings.alerts.following import Postman, follow

pytestmark = pytest.mark.django_db
WISHES = {
    "frequency": "daily",
    "hour": "8",
    "zone": "America/Bogota",
    "language": "es",
}
NEW = "/en/alerts/new/?skill=python&workplace=remote&within=7d"
MARIA = "Maria@example.com"


def ask(client: Client, path: str = NEW, **more: str):
    return client.post(path, {**WISHES, "email": MARIA, **more})


def deliver_mail() -> list[mail.EmailMessage]:
    """Let the reactions to alerts write; what they wrote."""
    before = len(mail.outbox)
    due = Delivery.objects.filter(reaction__endswith="tell_follower", done_at=None)
    for delivery in due.order_by("pk"):
        tell_follower(delivery.pk)
    return mail.outbox[before:]


def test_the_list_offers_an_alert_and_feeds_of_the_same_search(client):
    page = client.get("/en/jobs/?skill=python&workplace=remote").content.decode()
    query = "skill=python&amp;workplace=remote"
    assert f'href="/en/alerts/new/?{query}"' in page
    for kind in ("atom", "rss", "json"):
        assert f'href="/en/jobs/feed.{kind}?{query}"' in page
    # Three feeds, and what the API answers.
    assert page.count('<link rel="alternate" type="application/') == 4


def test_the_page_shows_what_last_week_would_have_brought(cast, client):
    build.posting(cast, title="Ledger Keeper")
    build.posting(cast, title="Carpenter", skills=[])
    page = client.get(NEW).content.decode()
    assert "Ledger Keeper" in page
    assert "Carpenter" not in page
    assert "1 job<" in page


def test_a_visitor_confirms_by_a_link_in_their_language(cast, client):
    answer = ask(client)
    assert answer.headers["Location"] == "/en/alerts/sent/"
    (message,) = deliver_mail()
    assert message.to == ["maria@example.com"]
    assert message.extra_headers["Content-Language"] == "es"
    alert = Alert.objects.get()
    assert alert.search.query == "skill=python&workplace=remote"
    link = f"/es/alerts/{alert.token}/confirm/"
    assert f"https://board.example{link}" in message.body
    assert "Python" in message.body
    assert client.get(f"/en/alerts/{alert.token}/").status_code == 302
    assert client.get(link).status_code == 200
    alert.refresh_from_db()
    assert alert.confirmed_at is None
    assert client.post(link).headers["Location"] == f"/es/alerts/{alert.token}/"
    alert.refresh_from_db()
    assert alert.confirmed_at is not None
    assert client.post(link).status_code == 302
    kinds = Event.objects.filter(subject="alert").order_by("at").values_list("kind")
    assert [kind for (kind,) in kinds] == ["alert.created", "alert.confirmed"]


def test_nothing_begins_before_it_is_confirmed(cast, client):
    ask(client)
    build.posting(cast)
    postman = Postman()
    assert postman.go(timezone.now() + timedelta(days=2)) == []


def test_somebody_signed_in_follows_at_once(cast, signed_in):
    client = signed_in("candidate")
    answer = client.post(NEW, WISHES)
    alert = Alert.objects.get()
    assert answer.headers["Location"] == f"/en/alerts/{alert.token}/"
    assert (alert.user, alert.email) == (cast["candidate"], "")
    assert deliver_mail() == []
    answer = client.post(NEW, {**WISHES, "hour": "19"})
    assert Alert.objects.get().hour == 19
    page = client.get("/en/me/alerts/").content.decode()
    assert "Python" in page
    assert alert.token in page


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("email", "nobody"),
        ("email", ""),
        ("frequency", "hourly"),
        ("hour", "24"),
        ("zone", "Mars/Olympus"),
        ("language", "fr"),
    ],
)
def test_bad_input_is_told_at_the_field(client, name, value):
    answer = ask(client, **{name: value})
    assert answer.status_code == 422
    assert f"id_{name}" in answer.content.decode()
    assert not Alert.objects.exists()


def test_asking_twice_reveals_nothing_and_sends_the_link_again_later(cast, client):
    first = ask(client)
    assert len(deliver_mail()) == 1
    again = ask(client)
    assert again.content == first.content
    assert deliver_mail() == []
    with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False):
        ask(client)
        assert len(deliver_mail()) == 1
    alert = Alert.objects.get()
    deeds.confirm_alert(alert, by=deeds.AlertHolder(alert.pk), version=alert.version)
    with time_machine.travel(timezone.now() + timedelta(minutes=30), tick=False):
        ask(client, hour="23")
        (message,) = deliver_mail()
    assert alert.token in message.body
    assert "/confirm/" not in message.body
    alert.refresh_from_db()
    assert alert.hour == 8


def test_only_some_links_to_one_address_wait_at_a_time(client):
    for number in range(deeds.WAITING_AT_MOST + 2):
        answer = ask(client, f"/en/alerts/new/?years={number}")
        assert answer.headers["Location"] == "/en/alerts/sent/"
    assert Alert.objects.count() == deeds.WAITING_AT_MOST


def test_a_stopped_address_gets_no_link_and_learns_nothing(client):
    deeds.suppress_address(MARIA, reason=Stopped.COMPLAINT)
    assert ask(client).headers["Location"] == "/en/alerts/sent/"
    assert not Alert.objects.exists()


@pytest.fixture
def alert(cast) -> Alert:
    return follow(cast["candidate"], frequency="daily")


def manage(alert: Alert, page: str = "") -> str:
    return f"/en/alerts/{alert.token}/{page}"


def test_the_link_manages_without_signing_in(client, alert):
    page = client.get(manage(alert))
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    client.post(manage(alert), {**WISHES, "version": alert.version})
    alert.refresh_from_db()
    assert (alert.zone, alert.language) == ("America/Bogota", "es")


def test_a_stale_change_shows_both_and_overwrites_nothing(client, alert):
    client.post(manage(alert), {**WISHES, "hour": "20", "version": alert.version})
    stale = {**WISHES, "hour": "6", "version": alert.version}
    answer = client.post(manage(alert), stale)
    assert answer.status_code == 409
    assert Alert.objects.get().hour == 20
    page = answer.content.decode()
    assert "changed meanwhile" in page
    assert f'name="version" value="{alert.version + 1}"' in page
    client.post(manage(alert), {**stale, "version": alert.version + 1})
    assert Alert.objects.get().hour == 6


def test_pausing_and_going_on(client, alert):
    until = timezone.localdate() + timedelta(days=9)
    form = {"pause-until": until.isoformat(), "pause-version": alert.version}
    assert client.post(manage(alert, "pause/"), form).status_code == 302
    alert.refresh_from_db()
    assert alert.paused_until == until
    assert "Paused until" in client.get(manage(alert)).content.decode()
    client.post(manage(alert, "resume/"), {"version": alert.version})
    alert.refresh_from_db()
    assert alert.paused_until is None


@pytest.mark.parametrize("until", ["", "yesterday", "2020-01-01", "2999-01-01"])
def test_a_pause_ends_on_a_day_to_come(client, alert, until):
    form = {"pause-until": until, "pause-version": alert.version}
    answer = client.post(manage(alert, "pause/"), form)
    assert answer.status_code == 422
    alert.refresh_from_db()
    assert alert.paused_until is None


def test_a_filter_can_be_taken_out(client, cast):
    client.force_login(cast["candidate"], "django.contrib.auth.backends.ModelBackend")
    client.post(NEW, WISHES)
    alert = Alert.objects.get()
    form = {"version": alert.version, "query": "skill=python"}
    client.post(manage(alert, "search/"), form)
    alert.refresh_from_db()
    assert alert.search.query == "skill=python"
    assert alert.since is None
    client.post(NEW, WISHES)
    other = Alert.objects.exclude(pk=alert.pk).get()
    form = {"version": other.version, "query": "skill=python"}
    page = client.post(manage(other, "search/"), form, follow=True).content.decode()
    assert "by another alert" in page
    assert Alert.objects.count() == 2


def test_leaving_takes_one_click_and_looking_changes_nothing(client, alert):
    page = client.get(manage(alert, "leave/"))
    assert "End it" in page.content.decode()
    assert Alert.objects.exists()
    assert client.post(manage(alert, "leave/")).status_code == 200
    assert not Alert.objects.exists()
    assert client.get(manage(alert)).status_code == 404
    assert client.get(manage(alert, "leave/")).status_code == 200


def test_a_mail_program_leaves_without_cookie_or_seal(alert):
    program = Client(enforce_csrf_checks=True)
    body = "List-Unsubscribe=One-Click"
    kind = "application/x-www-form-urlencoded"
    for _ in range(2):
        answer = program.post(manage(alert, "leave/"), body, content_type=kind)
        assert answer.status_code == 200
        assert not answer.cookies
    assert not Alert.objects.exists()
    assert Event.objects.filter(kind="alert.deleted").count() == 1


@pytest.mark.parametrize("page", ["", "confirm/", "leave/"])
def test_a_made_up_link_is_no_link(client, alert, page):
    for token in ("x", f"{alert.public_id}.x", alert.click_token):
        assert client.get(f"/en/alerts/{token}/{page}").status_code == 404


def test_a_click_leads_to_the_posting_and_keeps_the_day(cast, client, alert):
    posting = build.posting(cast)
    long_ago = timezone.localdate() - timedelta(days=400)
    Alert.objects.update(last_seen_on=long_ago, asked_at=timezone.now())
    click = f"/en/alerts/{alert.click_token}/"
    path = f"{click}{posting.public_id}/"
    answer = client.get(path)
    assert answer.headers["Location"] == f"/en/jobs/{posting.slug}-{posting.public_id}/"
    alert.refresh_from_db()
    assert (alert.last_seen_on, alert.asked_at) == (timezone.localdate(), None)
    alert.delete()
    assert client.get(path).status_code == 302
    draft = build.posting(cast, "draft")
    assert client.get(f"{click}{draft.public_id}/").status_code == 404


def test_what_was_never_confirmed_vanishes_after_a_week(client):
    ask(client)
    with time_machine.travel(timezone.now() + timedelta(days=6), tick=False):
        tidy_alerts()
        assert Alert.objects.exists()
    with time_machine.travel(timezone.now() + timedelta(days=7, hours=1), tick=False):
        assert tidy_alerts()["lapsed"] == 1
    assert not Alert.objects.exists()
    assert not Search.objects.exists()


def test_after_a_year_without_a_click_it_asks_and_then_ends(cast, client, alert):
    with time_machine.travel(timezone.now() + timedelta(days=364), tick=False):
        assert tidy_alerts()["asked"] == 0
    later = timezone.now() + timedelta(days=366)
    with time_machine.travel(later, tick=False):
        assert tidy_alerts()["asked"] == 1
        assert tidy_alerts()["asked"] == 0
        (message,) = deliver_mail()
    assert "List-Unsubscribe" in message.extra_headers
    assert alert.token in message.body
    assert "Shall it go on?" in client.get(manage(alert)).content.decode()
    with time_machine.travel(later + timedelta(days=29), tick=False):
        assert tidy_alerts()["ended"] == 0
    with time_machine.travel(later + timedelta(days=31), tick=False):
        assert tidy_alerts()["ended"] == 1
    assert not Alert.objects.exists()


def test_whoever_says_so_goes_on_for_another_year(client, alert):
    Alert.objects.update(asked_at=timezone.now())
    client.post(manage(alert, "resume/"), {"version": alert.version})
    alert.refresh_from_db()
    assert alert.asked_at is None
    assert "Shall it go on?" not in client.get(manage(alert)).content.decode()


def test_like_this_posting_is_a_search_of_its_facts(cast, client):
    posting = build.posting(cast)
    path = reverse("posting", args=[posting.slug, posting.pk])
    page = client.get(path).content.decode()
    query = "level=senior&amp;skill=python&amp;workplace=remote"
    assert f'href="/en/alerts/new/?{query}"' in page


REPORT = {
    "RecordType": "Bounce",
    "Type": "HardBounce",
    "Email": "MARIA@example.com",
    "MessageID": "1",
    "BouncedAt": "2026-11-22T10:00:00Z",
}


@pytest.mark.parametrize(
    ("report", "reason"),
    [
        (REPORT, Stopped.BOUNCE),
        (
            {**REPORT, "RecordType": "SpamComplaint", "Type": "SpamComplaint"},
            Stopped.COMPLAINT,
        ),
        ({**REPORT, "Type": "Transient"}, None),
    ],
)
def test_what_a_mail_service_reports_stops_an_address(client, report, reason):
    path = "/hooks/mail/postmark/tracking/"
    kind = {"content_type": "application/json"}
    assert client.post(path, report, **kind).status_code == 400
    sealed = {"Authorization": "Basic aG9vazpzZWNyZXQ="}
    assert client.post(path, report, headers=sealed, **kind).status_code == 200
    found = Suppression.objects.filter(email="maria@example.com").first()
    assert (found.reason if found else None) == reason
