"""Applying by the page: nothing typed is lost, and nothing is revealed."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from postings.lifecycle import cvs
from postings.models import Application, Cv, Intake, Profile, Question
from tests import applications, build
from tests.jobboard import documents

pytestmark = pytest.mark.django_db
LINK = "https://code.example/teodora"


def pdf(name: str = "cv.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, documents.pdf())


def typed(**more):
    return {"name": "Teodora", "email": "teo@example.com", "link_1": LINK, **more}


@pytest.fixture
def posting(cast):
    return applications.posting(cast)


def address(posting, tail: str = "") -> str:
    return f"/en/jobs/{posting.slug}-{posting.public_id}/apply/{tail}"


def test_the_page_tells_who_sees_it_and_for_how_long(client, posting):
    page = client.get(address(posting)).content.decode()
    assert "Only the 2 people at Acme Pagamentos who work with applications." in page
    assert "12 months after the job has closed. We tell you 15 days" in page
    assert "Can I take it?" in page


def test_it_is_sent_and_waits_for_the_link(client, posting):
    answer = client.post(address(posting), typed(note="Hello.", cv=pdf()))
    assert answer["Location"] == address(posting, "sent/")
    made = Application.objects.get()
    assert (made.status, made.links, made.language) == ("unconfirmed", [LINK], "en")
    cv = Cv.objects.get(application=made)
    assert (cv.name, cv.kind, cv.pages) == ("cv.pdf", "pdf", 1)
    page = client.get(answer["Location"]).content.decode()
    assert "teo@example.com" in page
    assert made.token not in page


def test_a_second_one_gets_the_same_answer(client, posting):
    first = client.post(address(posting), typed())
    again = client.post(address(posting), typed(name="Other"))
    assert (first.status_code, first["Location"]) == (
        again.status_code,
        again["Location"],
    )
    assert Application.objects.count() == 1


def test_an_error_keeps_everything_the_file_too(client, posting):
    answer = client.post(
        address(posting), typed(email="teo@", note="An hour.", cv=pdf())
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "An hour." in page
    assert '<a href="#id_email">' in page
    # The seal carries its second, so the page's own is the one to send.
    (stash,) = re.findall(r'name="stash" value="([^"]+)"', page)
    client.post(address(posting), typed(link_1="", stash=stash))
    assert Cv.objects.get().application == Application.objects.get()


def test_a_refused_file_is_named_with_its_reason(client, posting):
    bad = SimpleUploadedFile(
        "cv.pdf", documents.opens_with({"/S": documents.pikepdf.Name.Launch})
    )
    answer = client.post(address(posting), typed(cv=bad))
    assert answer.status_code == 422
    assert "scripts, macros or actions" in answer.content.decode()
    assert not Application.objects.exists()
    assert not Cv.objects.exists()


def test_the_file_can_be_taken_back(client, posting):
    cv = applications.cv()
    stash = cvs.claim_for(cv)
    answer = client.post(
        address(posting), typed(stash=stash, remove="cv", note="Kept.")
    )
    page = answer.content.decode()
    assert (answer.status_code, "Kept." in page, 'name="stash"' in page) == (
        200,
        True,
        False,
    )


def test_a_made_up_stash_is_no_file(client, posting):
    answer = client.post(address(posting), typed(link_1="", stash="made:up"))
    assert answer.status_code == 422
    assert "Add a CV, or a link" in answer.content.decode()


@pytest.mark.parametrize("field", ["name", "email", "note", "link_1", "stash"])
@pytest.mark.parametrize(
    "words", ["\x00", "\x0b", "\ud800".encode("utf-8", "surrogatepass")]
)
def test_no_text_breaks_it(client, posting, field, words):
    assert client.post(address(posting), typed(**{field: words})).status_code in {
        302,
        422,
    }


def test_questions_are_asked_and_kept_as_they_were_asked(client, posting):
    ask = Question.objects.create
    must = ask(
        posting=posting, position=1, kind="yes_no", prompt="Pager?", must_be="yes"
    )
    when = ask(
        posting=posting,
        position=2,
        kind="choice",
        prompt="When?",
        options=["Now", "Later"],
    )
    years = ask(
        posting=posting, position=3, kind="number", prompt="Years?", is_required=False
    )
    page = client.get(address(posting)).content.decode()
    assert "The company needs this to be: Yes. You may apply all the same." in page
    answers = {f"question_{must.pk}": "no", f"question_{when.pk}": "Sometime"}
    answer = client.post(address(posting), typed(**answers))
    assert answer.status_code == 422
    answers[f"question_{when.pk}"] = "Now"
    client.post(address(posting), typed(**answers))
    made = Application.objects.get()
    kept = [(a["prompt"], a["value"], a["is_knocked_out"]) for a in made.answers]
    assert kept == [
        ("Pager?", "no", True),
        ("When?", "Now", False),
        ("Years?", "", False),
    ]
    assert made.is_knocked_out
    assert years.prompt in {a["prompt"] for a in made.answers}


def test_a_full_posting_says_so_and_loses_nothing(client, posting):
    Intake.objects.create(posting=posting, applications_left=0)
    answer = client.post(address(posting), typed(note="An hour."))
    page = answer.content.decode()
    assert (answer.status_code, "An hour." in page) == (409, True)
    assert "takes no more applications" in page


def test_who_is_signed_in_has_it_sent_at_once(cast, signed_in, posting):
    client, user = signed_in("candidate"), cast["candidate"]
    profile = Profile.objects.create(user=user, links=[LINK], countries=["BR"], years=9)
    applications.cv(profile=profile)
    page = client.get(address(posting)).content.decode()
    assert f'value="{user.email}"' in page
    assert "open to Brazil" in page
    answer = client.post(address(posting), typed(email=user.email, profile_cv="1"))
    made = Application.objects.get()
    assert answer["Location"] == f"/en/applications/{made.token}/"
    assert (made.status, made.candidate) == ("submitted", user)
    assert Cv.objects.filter(profile=profile).count() == 1
    assert Cv.objects.get(application=made).sha256 is not None


def test_the_link_is_asked_for_where_the_address_is_another_one(
    cast, signed_in, posting
):
    signed_in("candidate").post(address(posting), typed())
    assert Application.objects.get().status == "unconfirmed"


def test_what_is_shut_meanwhile_says_so(client, cast, posting):
    build.do("freeze", posting, cast["moderator"])
    assert client.get(address(posting)).status_code == 404


def test_elsewhere_is_told_and_counted(client, cast):
    posting = build.posting(
        cast, apply_via="url", apply_url="https://jobs.example/x?y=1"
    )
    page = client.get(address(posting)).content.decode()
    assert "<b>jobs.example</b>" in page
    answer = client.get(address(posting, "away/"))
    assert (answer.status_code, answer["Location"]) == (
        302,
        "https://jobs.example/x?y=1",
    )
    assert answer["Referrer-Policy"] == "no-referrer"
    client.head(address(posting, "away/"))
    assert Intake.objects.get().departure_count == 1


def test_nothing_is_opened_that_is_no_web_page(client, cast):
    posting = build.posting(cast, apply_via="url", apply_url="ftp://jobs.example/x")
    assert client.get(address(posting, "away/")).status_code == 404


def test_an_address_for_applications_is_on_no_public_page(client, cast):
    posting = build.posting(cast, apply_via="email", apply_email="jobs@acme.example")
    public = client.get(
        f"/en/jobs/{posting.slug}-{posting.public_id}/"
    ).content.decode()
    assert "jobs@acme.example" not in public
    assert "jobs@acme.example" in client.get(address(posting)).content.decode()


@pytest.mark.parametrize("language", ["en", "pt-br", "es"])
def test_the_page_is_there_in_every_language(client, posting, language):
    with translation.override(language):
        answer = client.get(address(posting).replace("/en/", f"/{language}/"))
    assert answer.status_code == 200


def test_a_posting_that_does_not_exist_takes_no_application(client, posting):
    assert (
        client.get("/en/jobs/other-words-" + posting.public_id + "/apply/").status_code
        == 404
    )
