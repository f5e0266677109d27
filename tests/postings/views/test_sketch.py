"""What is typed and not saved is kept for its writer alone."""

import pytest
from django.utils import timezone

from jobboard.outbox import Event
from postings import tasks
from postings.lifecycle import posting as lifecycle, sketch as lifecycle_sketch
from postings.models import Posting, Sketch, Status
from tests import build


@pytest.fixture
def draft(cast) -> Posting:
    return build.posting(cast, Status.DRAFT)


def desk(posting: Posting, word: str = "") -> str:
    return f"/en/desk/jobs/{posting.public_id}/{word}"


def typed(posting: Posting, **more: str) -> dict[str, str]:
    return {
        "version": str(posting.version),
        "title": "Half a tit",
        "language": "en",
        "description": "Look after",
        "pay_min": "not a number yet",
        **more,
    }


def test_it_is_kept_right_or_wrong_and_taken_up_again(signed_in, draft):
    client = signed_in("owner")
    events = Event.objects.count()
    answer = client.post(desk(draft, "autosave/"), typed(draft))
    assert b"What you type is kept for you." in answer.content
    kept = Posting.objects.get(pk=draft.pk)
    assert (kept.version, kept.title) == (draft.version, draft.title)
    assert Event.objects.count() == events
    page = client.get(desk(draft))
    assert b"is kept, and not saved" in page.content
    assert b"Half a tit" not in page.content
    page = client.get(desk(draft) + "?take=1")
    assert page.status_code == 200
    assert b"Half a tit" in page.content
    assert b"not a number yet" in page.content
    assert Posting.objects.get(pk=draft.pk).title == draft.title


def test_one_is_kept_of_each_form(signed_in, draft):
    client = signed_in("owner")
    for title in ("One", "Two"):
        client.post(desk(draft, "autosave/"), typed(draft, title=title))
        client.post("/en/desk/jobs/new/autosave/", {"title": title})
    assert Sketch.objects.count() == 2
    assert b"Two" in client.get("/en/desk/jobs/new/?take=1").content


def test_saving_forgets_it(signed_in, draft):
    client = signed_in("owner")
    client.post(desk(draft, "autosave/"), typed(draft))
    whole = {**typed(draft, pay_min=""), "save": "1"}
    assert client.post(desk(draft), whole).status_code == 302
    assert not Sketch.objects.exists()


def test_it_is_thrown_away(signed_in, draft):
    client = signed_in("owner")
    client.post(desk(draft, "autosave/"), typed(draft))
    client.post(desk(draft, "forget/"))
    assert not Sketch.objects.exists()


def test_a_colleague_who_saved_in_between_loses_nothing(cast, signed_in, draft):
    client = signed_in("owner")
    client.post(desk(draft, "autosave/"), typed(draft, pay_min=""))
    by = {"by": cast["recruiter"], "version": draft.version}
    lifecycle.edit_posting(draft, {"title": "Theirs"}, **by)
    page = client.get(desk(draft) + "?take=1").content.decode()
    assert 'name="version" value="1"' in page
    sent = client.post(desk(draft), {**typed(draft, pay_min=""), "version": "1"})
    assert sent.status_code == 409
    assert Posting.objects.get(pk=draft.pk).title == "Theirs"


def test_nobody_else_sees_or_keeps_it(signed_in, draft):
    signed_in("owner").post(desk(draft, "autosave/"), typed(draft))
    page = signed_in("recruiter").get(desk(draft) + "?take=1")
    assert b"Half a tit" not in page.content
    assert signed_in("rival").post(desk(draft, "autosave/")).status_code == 404


def test_too_much_is_not_kept(signed_in, draft):
    answer = signed_in("owner").post(
        desk(draft, "autosave/"), {"description": "x" * 200_001}
    )
    assert answer.status_code == 413
    assert not Sketch.objects.exists()


def test_it_is_forgotten_after_a_month_and_with_its_writer(cast, signed_in, draft):
    client = signed_in("owner")
    client.post(desk(draft, "autosave/"), typed(draft))
    assert tasks.forget_sketches() == 0
    assert "Half a tit" in str(lifecycle_sketch.export(cast["owner"]))
    Sketch.objects.update(saved_at=timezone.now() - lifecycle_sketch.KEPT)
    assert tasks.forget_sketches() == 1
    client.post(desk(draft, "autosave/"), typed(draft))
    lifecycle_sketch.erase(cast["owner"])
    assert not Sketch.objects.exists()


def test_a_new_one_is_forgotten_when_it_is_saved_and_not_before(signed_in, draft):
    client = signed_in("owner")
    client.post("/en/desk/jobs/new/autosave/", {"title": "New"})
    client.post(desk(draft), {**typed(draft, pay_min=""), "save": "1"})
    assert Sketch.objects.get().posting is None
    new = {"title": "New", "language": "en", "source_name": "LinkedIn", "save": "1"}
    assert client.post("/en/desk/jobs/new/", new).status_code == 302
    assert not Sketch.objects.exists()
