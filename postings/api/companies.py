"""GET /api/v1/companies/ and skills/: who is looking, and the words for what."""

from typing import Any

from django.db.models import Count, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import translation
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import Company
from jobboard.addresses import absolute
from jobboard.pagination import BadCursor, in_order
from jobboard.rest.codecs import dump_json
from jobboard.rest.conditional import answer
from jobboard.rest.pages import PageParameters, bad_cursor, page_response
from jobboard.rest.schema import operation, page_of
from jobboard.rest.views import ApiView
from postings.api import examples, schemas
from postings.models import Skill
from postings.publishing.companies import hiring, live_of_company, tally


def with_open_postings(found: "QuerySet[Any]") -> "QuerySet[Any]":
    """The companies with `open_postings`, counted now."""
    counts = live_of_company().values("company").annotate(count=Count("pk"))
    counted = Coalesce(Subquery(counts.values("count")), 0)
    counting: QuerySet[Any] = found.annotate(open_postings=counted)
    return counting


def page_of_company(slug: str) -> str:
    """Its page; companies have no language of their own, so it is the English one."""
    with translation.override("en"):
        return absolute(reverse("company", args=[slug]))


def company_json(company: Any) -> bytes:
    return dump_json(
        {
            "slug": company.slug,
            "name": company.name,
            "url": page_of_company(company.slug),
            "website": company.website or None,
            "description": company.description,
            "description_html": company.description_html,
            "open_postings": company.open_postings,
        }
    )


def skill_json(skill: Skill) -> bytes:
    return dump_json({"slug": skill.slug, "name": skill.name})


class CompanyListView(ApiView):
    """Companies with open postings, by their address."""

    parameters = PageParameters

    @operation(
        "list_companies",
        "Companies with open postings",
        answers={200: page_of(schemas.Company), 304: None},
        example=examples.page(examples.COMPANY),
    )
    def get(self, request: Request) -> Response:
        companies = with_open_postings(hiring())
        return pages_by_slug(request, companies, self.asked, company_json)


class CompanyView(ApiView):
    """One company."""

    @operation(
        "get_company",
        "One company",
        answers={200: schemas.Company, 304: None},
        errors=(404,),
        example=examples.COMPANY,
    )
    def get(self, request: Request, slug: str) -> Response:
        company = get_object_or_404(
            with_open_postings(Company.objects.all()), slug=slug
        )
        if not tally(company).is_public:
            raise Http404
        return answer(request, company_json(company), public=True)


class SkillListView(ApiView):
    """The vocabulary of skills, by their address."""

    parameters = PageParameters

    @operation(
        "list_skills",
        "The vocabulary of skills",
        answers={200: page_of(schemas.Skill), 304: None},
        example=examples.page({"slug": "go", "name": "Go"}),
    )
    def get(self, request: Request) -> Response:
        skills = Skill.objects.filter(is_listed=True).order_by("slug")
        return pages_by_slug(request, skills, self.asked, skill_json)


def pages_by_slug(
    request: Request, rows: "QuerySet[Any]", asked: dict[str, Any], as_json: Any
) -> Response:
    """One page of rows in the order of their slugs."""
    size, cursor = asked["page_size"], asked["cursor"]
    try:
        page = in_order(rows, by="slug", size=size, cursor=cursor)
    except BadCursor as error:
        raise bad_cursor(error) from error
    return page_response(request, map(as_json, page.rows), page, public=True)
