"""A posting as programs read it."""

from datetime import UTC
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from rest_framework import serializers
from rest_framework.request import Request

from postings.models import Posting


class LanguageNeedSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    level = serializers.SerializerMethodField()
    required = serializers.BooleanField(  # type: ignore[assignment]
        source="is_required"
    )

    def get_level(self, need: Any) -> str | None:
        return need.level or None


class SkillNeedSerializer(serializers.Serializer[Any]):
    slug = serializers.CharField(source="skill.slug")
    name = serializers.CharField(source="skill.name")
    required = serializers.BooleanField(  # type: ignore[assignment]
        source="is_required"
    )


class PostingSerializer(serializers.Serializer[Posting]):
    """Every public fact; null or an empty list is "not stated"."""

    id = serializers.CharField(source="public_id")
    url = serializers.SerializerMethodField()
    version = serializers.IntegerField()
    title = serializers.CharField()
    company = serializers.SerializerMethodField()
    language = serializers.CharField()
    levels = serializers.ListField(child=serializers.CharField())
    years = serializers.SerializerMethodField()
    workplace = serializers.SerializerMethodField()
    employment = serializers.ListField(child=serializers.CharField())
    contracts = serializers.ListField(child=serializers.CharField())
    region = serializers.SerializerMethodField()
    pay = serializers.SerializerMethodField()
    languages = LanguageNeedSerializer(source="language_needs", many=True)
    skills = SkillNeedSerializer(source="skill_needs", many=True)
    source = serializers.SerializerMethodField()  # type: ignore[assignment]
    description = serializers.CharField()
    description_html = serializers.CharField()
    posted_at = serializers.DateField()
    published_at = serializers.DateTimeField(default_timezone=UTC)
    valid_through = serializers.DateTimeField(default_timezone=UTC)

    def get_url(self, posting: Posting) -> str:
        with translation.override(LANGUAGE_PREFIX[posting.language]):
            path = reverse("posting", args=[posting.slug, posting.pk])
        return f"{settings.SITE_URL}{path}"

    def get_company(self, posting: Posting) -> dict[str, str] | None:
        company = posting.company
        return {"slug": company.slug, "name": company.name} if company else None

    def get_years(self, posting: Posting) -> dict[str, int | None] | None:
        low, high = posting.years_min, posting.years_max
        return None if low is None and high is None else {"min": low, "max": high}

    def get_workplace(self, posting: Posting) -> str | None:
        return posting.workplace or None

    def get_region(self, posting: Posting) -> dict[str, Any] | None:
        if not posting.region_includes:
            return None
        return {
            "includes": posting.region_includes,
            "excludes": posting.region_excludes,
            "countries": posting.countries,
        }

    def get_pay(self, posting: Posting) -> dict[str, str | None] | None:
        if not posting.pay_currency:
            return None
        return {
            "min": None if posting.pay_min is None else str(posting.pay_min),
            "max": None if posting.pay_max is None else str(posting.pay_max),
            "currency": posting.pay_currency,
            "period": posting.pay_period,
            "basis": posting.pay_basis or None,
        }

    def get_source(self, posting: Posting) -> dict[str, str | None] | None:
        if not posting.source_name:
            return None
        return {"name": posting.source_name, "url": posting.source_url or None}


# The page of a posting is the one in the posting's own language.
LANGUAGE_PREFIX = {"pt": "pt-br", "es": "es", "en": "en"}


def link(request: Request, cursor: str | None) -> str | None:
    if cursor is None:
        return None
    query = request.query_params.copy()
    query["cursor"] = cursor
    return f"{settings.SITE_URL}{request.path}?{query.urlencode()}"
