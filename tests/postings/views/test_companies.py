"""The public pages of companies."""

import pytest
from django.utils import timezone

from accounts.models import Company
from postings.models import Posting, Status
from tests import build


def names(answer) -> list[str]:
    return [company.name for company in answer.context["shelf"].companies]


def hire(cast, *companies: str) -> None:
    """An open posting for each of these names."""
    for number, name in enumerate(companies):
        made = Company.objects.create(slug=f"company-{number}", name=name)
        posting = build.posting(cast)
        Posting.objects.filter(pk=posting.pk).update(company=made)


def test_the_list_names_companies_that_hire_and_counts(client, cast):
    build.posting(cast)
    build.posting(cast)
    build.posting(cast, Status.CLOSED)
    answer = client.get("/en/companies/")
    assert [(c.name, c.open_count) for c in answer.context["shelf"].companies] == [
        ("Acme Pagamentos", 2)
    ]
    assert "2 open jobs" in answer.content.decode()
    assert "Globex" not in answer.content.decode()


def test_names_stand_as_in_a_dictionary(client, cast):
    hire(cast, "Zeta", "águia", "Álamo", "beta", "Ágora", "Ñandú", "Norte", "Oeste")
    assert names(client.get("/en/companies/")) == [
        "Ágora", "águia", "Álamo", "beta", "Ñandú", "Norte", "Oeste", "Zeta",
    ]  # fmt: skip


@pytest.mark.parametrize("words", ["ñandu", "NANDÚ", " andú ", "ÑANDÚ"])
def test_a_company_is_found_however_its_name_is_typed(client, cast, words):
    hire(cast, "Ñandú", "Norte")
    assert names(client.get("/en/companies/", {"q": words})) == ["Ñandú"]


@pytest.mark.parametrize("words", ["%", "_", "\\", "'", '"><script>', "x" * 5000])
def test_signs_are_searched_for_as_they_are(client, cast, words):
    build.posting(cast)
    answer = client.get("/en/companies/", {"q": words})
    assert (answer.status_code, names(answer)) == (200, [])
    assert "<script>" not in answer.content.decode()


def test_pages_of_companies_follow_each_other(client, cast, monkeypatch):
    from postings.views import companies

    monkeypatch.setattr(companies, "SHELF_SIZE", 2)
    hire(cast, "Same", "Same", "Same", "Other")
    first = client.get("/en/companies/?q=a")
    assert names(first) == ["Same", "Same"]
    assert f"?q=a&amp;after={first.context['shelf'].next}" in first.content.decode()
    second = client.get(f"/en/companies/?q=a&after={first.context['shelf'].next}")
    assert names(second) == ["Same"]
    assert second.context["shelf"].next == ""
    shown = {c.slug for a in (first, second) for c in a.context["shelf"].companies}
    assert shown == {"company-0", "company-1", "company-2"}


def test_after_a_company_that_is_none_there_is_no_page(client, db):
    assert client.get("/en/companies/?after=nobody").status_code == 404


def test_a_board_without_companies_says_so(client, db):
    assert "No company has an open job" in client.get("/en/companies/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_companies_asks_one_query(
    client, cast, django_assert_num_queries, count
):
    hire(cast, *map(str, range(count)))
    with django_assert_num_queries(1):
        client.get("/en/companies/")


def test_a_company_shows_what_is_open_and_counts_what_has_ended(client, cast):
    Company.objects.filter(slug="acme").update(website="https://www.acme.example/x")
    for status in Status.values:
        build.posting(cast, status, title=f"The {status} one")
    answer = client.get("/en/companies/acme/")
    page = answer.content.decode()
    assert [c.posting.title for c in answer.context["cards"]] == ["The live one"]
    assert "1 open job" in page
    assert "2 closed jobs" in page
    assert '<a href="https://www.acme.example/x" rel="nofollow ugc noopener">' in page
    assert ">acme.example<" in page


def test_jobs_of_a_company_follow_each_other(client, cast, monkeypatch):
    from postings.views import companies

    monkeypatch.setattr(companies, "PAGE_SIZE", 2)
    for number in range(3):
        build.posting(cast, title=f"Number {number}")
    first = client.get("/en/companies/acme/")
    cursor = first.context["page"].next
    second = client.get("/en/companies/acme/", {"cursor": cursor})
    assert [c.posting.title for c in second.context["cards"]] == ["Number 0"]
    assert client.get("/en/companies/acme/?cursor=forged").status_code == 404


@pytest.mark.parametrize(
    "status", [s for s in Status.values if s not in {"live", "closed", "expired"}]
)
def test_a_company_that_has_published_nothing_has_no_page(client, cast, status):
    build.posting(cast, status)
    assert client.get("/en/companies/acme/").status_code == 404
    assert client.get("/en/companies/nobody/").status_code == 404


def test_a_company_whose_jobs_have_ended_says_so(client, cast):
    posting = build.posting(cast)
    Posting.objects.filter(pk=posting.pk).update(valid_through=timezone.now())
    page = client.get("/en/companies/acme/").content.decode()
    assert "Acme Pagamentos has no open job at the moment." in page
    assert "1 closed job" in page


@pytest.mark.parametrize("count", [1, 3])
def test_a_company_s_page_asks_eight_queries(
    client, cast, django_assert_num_queries, count
):
    for _ in range(count):
        build.posting(cast)
    with django_assert_num_queries(8):
        client.get("/en/companies/acme/")


def test_a_posting_leads_to_its_company(client, cast):
    posting = build.posting(cast)
    page = client.get(f"/es/jobs/{posting.slug}-{posting.public_id}/")
    assert '<a href="/es/companies/acme/">Acme Pagamentos</a>' in page.content.decode()
