"""Postings and skills, read-only: they change by deeds."""

from django.contrib import admin

from jobboard.admin_site import ReadOnlyAdmin
from postings.models import Import, Place, Posting, Rate, Revision, Skill, Source


@admin.register(Posting)
class PostingAdmin(ReadOnlyAdmin):
    list_display = ("title", "company", "status", "language", "published_at")
    list_filter = ("status", "language")
    list_select_related = ("company",)
    search_fields = ("title", "company__name")
    ordering = ("-changed_at", "-id")
    show_full_result_count = False


@admin.register(Skill)
class SkillAdmin(ReadOnlyAdmin):
    list_display = ("name", "slug", "is_listed")
    list_filter = ("is_listed",)
    search_fields = ("name", "slug")


@admin.register(Revision)
class RevisionAdmin(ReadOnlyAdmin):
    list_display = ("posting", "status", "author", "submitted_at")
    list_filter = ("status",)
    list_select_related = ("posting", "author")
    ordering = ("-submitted_at", "-id")
    show_full_result_count = False


@admin.register(Rate)
class RateAdmin(ReadOnlyAdmin):
    list_display = ("currency", "day", "per_usd")
    list_filter = ("currency",)
    ordering = ("-day", "currency")


@admin.register(Place)
class PlaceAdmin(ReadOnlyAdmin):
    list_display = ("name", "region", "country", "zone", "population")
    search_fields = ("name",)
    ordering = ("-population", "id")
    show_full_result_count = False


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin[Source]):
    """Sources are no part of the lifecycle; whoever may, adds and stops them here."""

    list_display = ("name", "kind", "company", "is_active", "last_run_at")
    list_filter = ("kind", "is_active")
    list_select_related = ("company",)
    search_fields = ("name", "url")
    autocomplete_fields = ("company", "author")
    readonly_fields = ("next_run_at", "last_run_at", "last_report")
    ordering = ("name", "id")


@admin.register(Import)
class ImportAdmin(ReadOnlyAdmin):
    list_display = ("source", "status", "asked_by", "asked_at")
    list_filter = ("status",)
    list_select_related = ("source", "asked_by")
    ordering = ("-asked_at", "-id")
    exclude = ("content",)
