"""Paste an ad: the form fills itself, and shows the words behind every value."""

import pytest

from postings.models import Posting
from tests.extraction.scoring import labelled_ads

pytestmark = pytest.mark.django_db
URL = "/en/desk/jobs/new/paste/"


def ad(name: str) -> str:
    return next(one.text for one in labelled_ads() if one.name == name)


@pytest.fixture
def owner(signed_in):
    return signed_in("owner")


def form_of(response):
    return response.context["form"]


def test_the_page_asks_for_an_ad(owner):
    page = owner.get(URL)
    assert page.status_code == 200
    assert '<textarea name="ad"' in page.content.decode()


def test_the_form_begins_with_what_the_ad_says(owner):
    page = owner.post(URL, {"ad": ad("en-02")})
    form = form_of(page)
    assert form.initial["title"] == "Mobile Engineer (Kotlin)"
    assert form.initial["years_min"] == 4
    assert form.initial["region_includes"] == ["CO", "PE", "EC"]
    assert (form.initial["pay_min"], form.initial["pay_max"]) == (4500, 5800)
    assert (form.initial["pay_currency"], form.initial["pay_period"]) == (
        "USD",
        "month",
    )
    assert form.initial["skills_required"] == ["Kotlin", "Android", "Jetpack Compose"]
    assert (form.initial["language_1"], form.initial["language_level_1"]) == (
        "en",
        "B2",
    )
    assert form.initial["description"].startswith("Northwind Pagos is looking")


def test_every_value_has_its_words_beside_it(owner):
    text = owner.post(URL, {"ad": ad("en-02")}).content.decode()
    for words in ("4+ years", "US$ 4,500 – 5,800 per month", "remotely", "full-time"):
        assert f"In your ad: “{words}”" in text


def test_what_is_not_stated_is_listed_and_stays_empty(owner):
    page = owner.post(URL, {"ad": ad("en-02")})
    assert "Your ad does not say: Level, Places, Benefits, First published on." in (
        page.content.decode()
    )
    assert form_of(page).initial["levels"] == []


def test_nothing_is_stored_before_the_person_saves(owner):
    owner.post(URL, {"ad": ad("en-02")})
    assert not Posting.objects.exists()


def test_the_filled_form_saves_as_it_is(owner):
    page = owner.post(URL, {"ad": ad("es-12")})
    assert 'action="/en/desk/jobs/new/"' in page.content.decode()
    form = form_of(page)
    data = {}
    for bound in form:
        value = bound.value()
        prepared = bound.field.prepare_value(value) if value is not None else None
        if prepared not in (None, "", [], False):
            data[bound.name] = prepared
    data["company"] = getattr(data.get("company"), "pk", data.get("company"))
    saved = owner.post("/en/desk/jobs/new/", {k: v for k, v in data.items() if v})
    assert saved.status_code == 302, saved.context["form"].errors
    posting = Posting.objects.get()
    assert (posting.pay_currency, posting.workplace) == ("CRC", "hybrid")
    assert posting.place_rows.get().place.name == "Heredia"


def test_pay_without_a_period_is_asked_for(owner):
    page = owner.post(URL, {"ad": "Backend Engineer\nSalary: US$ 5,000"})
    form = form_of(page)
    assert form.initial["pay_min"] == 5000
    assert form.initial["pay_period"] == ""


@pytest.mark.parametrize("text", ["", "   ", "a" * 60_001, "a\x07b"])
def test_what_is_no_ad_is_told_at_the_field(owner, text):
    page = owner.post(URL, {"ad": text})
    assert page.status_code == 422
    assert form_of(page).errors["ad"]


def test_words_of_the_ad_are_only_words(owner):
    hostile = "Engineer <script>alert(1)</script>\nSalary: <b>US$ 5,000</b> per month<img src=x>"
    text = owner.post(URL, {"ad": hostile}).content.decode()
    assert "<script>alert" not in text
    assert "<img" not in text
    assert "In your ad: “US$ 5,000 per month”" in text


def test_the_new_posting_links_to_it(owner):
    assert URL in owner.get("/en/desk/jobs/new/").content.decode()


def test_the_words_stay_where_the_form_has_to_be_looked_at_again(owner):
    text = ad("en-02")
    page = owner.post("/en/desk/jobs/new/", {"ad": text, "title": "", "language": "en"})
    assert page.status_code == 422
    shown = page.content.decode()
    assert "In your ad: “4+ years”" in shown
    assert "Your ad does not say: Level" in shown
    kept = owner.post("/en/desk/jobs/new/", {"ad": page.context["ad"], "title": ""})
    assert "In your ad: “4+ years”" in kept.content.decode()


@pytest.mark.parametrize("text", ["a" * 60_001, "a\x07b"])
def test_an_ad_that_comes_along_broken_is_left_out(owner, text):
    page = owner.post("/en/desk/jobs/new/", {"ad": text, "title": ""})
    assert page.status_code == 422
    assert "is_pasted" not in page.context
