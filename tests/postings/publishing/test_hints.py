"""Advice to whoever writes a job: said in three languages, and never a refusal."""

import pytest
from django.utils import translation

from jobboard.models import Delivery
from postings import tasks
from postings.models import Posting, Status
from postings.publishing.hints import hints, note_reached
from tests import build

MUST = "- Know all about ledgers, journals, balances and reconciliations.\n"
WORK = "You look after the ledger with four colleagues, from wherever you live. "


def said(posting: Posting) -> dict[str, str]:
    return {hint.field: hint.words for hint in hints(posting)}


def draft(cast, **facts) -> Posting:
    return build.posting(cast, Status.DRAFT, **facts)


def test_a_good_ad_gets_no_advice(cast):
    assert said(draft(cast)) == {}


def test_pay_that_is_missing(cast):
    facts = {"pay_min": None, "pay_max": None, "pay_currency": "", "pay_period": ""}
    assert "No pay is stated." in said(draft(cast, **facts))["pay_min"]
    assert said(draft(cast, pay_max=None)) == {}


@pytest.mark.parametrize(
    ("facts", "is_said"),
    [
        ({"contracts": ["clt"], "years_min": 1}, True),
        ({"contracts": ["clt"], "years_min": None}, False),
        ({"contracts": ["clt"], "years_min": 0}, False),
        ({"contracts": ["pj"], "years_min": 5}, False),
    ],
)
def test_a_clt_job_asks_for_six_months_at_most(cast, facts, is_said):
    assert ("years_min" in said(draft(cast, **facts))) is is_said


def test_the_years_of_the_text_count_too(cast):
    words = "Requisitos:\n\n- Mínimo de 3 anos de experiência com Python"
    facts = {"contracts": ["clt"], "years_min": None, "description": words}
    assert "442-A" in said(draft(cast, **facts))["years_min"]


@pytest.mark.parametrize(("musts", "is_said"), [(20, True), (2, False)])
def test_requirements_that_are_longer_than_the_rest(cast, musts, is_said):
    words = f"{WORK * 6}\n\nRequirements:\n\n{MUST * musts}"
    assert ("description" in said(draft(cast, description=words))) is is_said


def test_wording_that_excludes(cast):
    words = said(draft(cast, description="We look for a native speaker."))
    assert "“native speaker”" in words["description"]
    assert "Lei 9.029/1995" in words["description"]
    far = draft(cast, description="No pregnant women.", region_includes=["MX"])
    assert "Lei" not in said(far)["description"]


def test_an_address_that_does_not_answer(cast):
    url = "https://jobs.acme.example/apply"
    posting = draft(cast, apply_via="url", apply_url=url)
    assert said(posting) == {}
    note_reached(url, answers=False)
    assert url in said(posting)["apply_url"]
    note_reached(url, answers=True)
    assert said(posting) == {}


def test_a_private_address_does_not_answer_and_is_not_asked():
    assert not tasks.is_reached("http://127.0.0.1:1/")


def test_the_look_is_taken_after_the_edit_is_committed(
    cast, monkeypatch, django_capture_on_commit_callbacks
):
    posting, queued = draft(cast, apply_via="url", apply_url="http://127.0.0.1:1/"), []
    monkeypatch.setattr(tasks.look_at_addresses, "delay", queued.append)
    delivery = Delivery.objects.filter(reaction="postings.tasks.try_addresses").latest(
        "pk"
    )
    with django_capture_on_commit_callbacks(execute=True):
        tasks.try_addresses(delivery.pk)
        assert queued == []
    assert queued == [posting.pk]
    tasks.look_at_addresses(posting.pk)
    assert posting.apply_url in said(posting)["apply_url"]


@pytest.mark.parametrize(
    ("language", "words"),
    [("pt-br", "O salário não está informado"), ("es", "El salario no está indicado")],
)
def test_it_is_said_in_the_reader_s_language(cast, language, words):
    facts = {"pay_min": None, "pay_max": None, "pay_currency": "", "pay_period": ""}
    posting = draft(cast, **facts)
    with translation.override(language):
        assert words in said(posting)["pay_min"]


def test_it_stands_beside_the_form_and_refuses_nothing(cast, signed_in):
    client = signed_in("owner")
    posting = draft(cast, description="A ninja, and a native speaker.")
    page = client.get(f"/en/desk/jobs/{posting.public_id}/").content.decode()
    assert "What an editor would say" in page
    assert 'href="#id_description"' in page
    path = f"/en/desk/jobs/{posting.public_id}/submit/"
    client.post(path, {"version": posting.version})
    assert Posting.objects.get(pk=posting.pk).status == Status.SUBMITTED
