"""me/alerts/: the searches that a person follows, by program."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import Scope
from accounts.permissions import proven_addresses
from jobboard.rest.conditional import version_asked
from jobboard.rest.fields import Choice, Moment, Strict, Text, Whole
from jobboard.rest.idempotent import idempotent, replay
from jobboard.rest.pages import PageParameters
from jobboard.rest.problems import Problem, invalid
from jobboard.rest.schema import operation, page_of
from postings.api import examples
from postings.api.mine import OwnRowsView
from postings.forms.alert import PAUSE_AT_MOST
from postings.lifecycle import alert as lifecycle
from postings.lifecycle.alert import FollowedAlready, Wishes
from postings.models import Alert as AlertRow
from postings.models.alert import HOUR
from postings.search.criteria import Criteria
from postings.search.fields import ZONES, UnreadableText
from postings.search.parsing import PAGING, Refused, parse
from postings.slots import Frequency

SEARCH = "A search, as in the query of `postings/`: skill=python&from=BR"
FOLLOWED = "Another alert of yours follows this search."
LANGUAGES = [code for code, _name in settings.LANGUAGES]
EXAMPLE: dict[str, Any] = {
    "id": "5n8w1x4c6t0z",
    "version": 2,
    "search": "skill=go&from=CO",
    "frequency": "daily",
    "hour": 8,
    "zone": "America/Bogota",
    "language": "es",
    "paused_until": None,
    "address": "teodora@example.com",
    "confirmed_at": "2026-01-14T09:12:00Z",
    "created_at": "2026-01-14T09:12:00Z",
}
WISHES = ("frequency", "hour", "zone", "language")


class AlertInput(Strict[Any]):
    """A search to follow, and when to be told."""

    search = Text(max_length=2000, allow_blank=True, help_text=SEARCH)
    frequency = Choice(Frequency.choices, default=Frequency.DAILY)
    hour = Whole(min_value=0, max_value=23, default=HOUR)
    zone = Text(max_length=40, help_text="IANA.")
    language = Choice(
        LANGUAGES, required=False, help_text="Your account's where it is left out."
    )

    def validate_search(self, value: str) -> Criteria:
        return criteria_in(value)

    def validate_zone(self, value: str) -> str:
        if value not in ZONES:
            raise serializers.ValidationError("There is no such zone.", "unknown")
        return value


class AlertChangeInput(AlertInput):
    """A PATCH of an alert."""

    search = Text(max_length=2000, allow_blank=True, required=False, help_text=SEARCH)
    frequency = Choice(Frequency.choices, required=False)
    hour = Whole(min_value=0, max_value=23, required=False)
    zone = Text(max_length=40, required=False, help_text="IANA.")
    paused_until = serializers.DateField(
        allow_null=True,
        required=False,
        help_text="Nothing before this day; null goes on at once.",
    )

    def validate_paused_until(self, value: date | None) -> date | None:
        today = timezone.localdate()
        if value and not today < value <= today + PAUSE_AT_MOST:
            raise serializers.ValidationError("A day within a year from tomorrow.")
        return value


class Alert(serializers.Serializer[Any]):
    id = serializers.CharField()
    version = serializers.IntegerField()
    search = serializers.CharField(help_text=SEARCH)
    frequency = serializers.ChoiceField(Frequency.choices)
    hour = serializers.IntegerField(help_text="In its zone.")
    zone = serializers.CharField(help_text="IANA.")
    language = serializers.ChoiceField(LANGUAGES)
    paused_until = serializers.DateField(allow_null=True)
    address = serializers.EmailField(help_text="Where its mails go.")
    confirmed_at = Moment(allow_null=True)
    created_at = Moment()


def criteria_in(written: str) -> Criteria:
    """The search in a query string; ValidationError says what is wrong with it."""
    try:
        given = QueryDict(written)
        asked = parse(given, is_strict=True)
    except Refused as refused:
        words = [f"{one.name}: {one.words}" for one in refused.notices]
        raise serializers.ValidationError(words) from refused
    except (UnreadableText, ValueError) as error:
        raise serializers.ValidationError("It is no query.") from error
    if set(PAGING) & given.keys():
        raise serializers.ValidationError("A search that is followed has no pages.")
    return asked.criteria


def alert_json(row: AlertRow) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "version": row.version,
        "search": row.search.query,
        **{name: getattr(row, name) for name in WISHES},
        "paused_until": row.paused_until,
        "address": row.address,
        "confirmed_at": row.confirmed_at,
        "created_at": row.created_at,
    }


class AlertsView(OwnRowsView):
    """A view of what the person follows."""

    def rows(self) -> Any:
        """All of it, also what a proven address of theirs follows."""
        self.need(Scope.ALERTS_WRITE)
        mine = AlertRow.objects.of(self.person, proven_addresses(self.person))
        return mine.select_related("search", "user")

    def current(self, row: Any) -> Any:
        return alert_json(self.rows().get(pk=row.pk))


class AlertListView(AlertsView):
    """All that the person follows."""

    parameters = PageParameters

    @operation(
        "list_alerts",
        "The searches that you follow, the latest first",
        answers={200: page_of(Alert), 304: None},
        errors=(403,),
        example=examples.page(EXAMPLE),
    )
    def get(self, request: Request) -> Response:
        return self.listed(self.rows(), alert_json)

    @operation(
        "create_alert",
        "Follow a search",
        answers={201: Alert},
        body=AlertInput,
        errors=(403, 409, 422),
        example=EXAMPLE,
        sends={"search": EXAMPLE["search"], "zone": EXAMPLE["zone"]},
    )
    def post(self, request: Request) -> Response:
        """Follow a search; one that you follow already takes the new wishes."""
        self.need(Scope.ALERTS_WRITE)
        if replayed := replay(request, self.owner):
            return replayed
        said = {"language": self.person.language, **self.said(AlertInput)}
        criteria = said.pop("search")

        def follow() -> Response:
            made = lifecycle.create_alert(criteria, Wishes(**said), by=self.person)
            assert made is not None  # noqa: S101 (that is for strangers' addresses)
            response = self.shown(self.current(made), 201)
            response["Location"] = reverse("api_alert", args=[made.pk])
            return response

        return idempotent(request, self.owner, follow)


class AlertView(AlertsView):
    """One of them."""

    @operation(
        "get_alert",
        "One search that you follow",
        answers={200: Alert, 304: None},
        errors=(403, 404),
        example=EXAMPLE,
    )
    def get(self, request: Request, alert_id: int) -> Response:
        return self.shown(alert_json(get_object_or_404(self.rows(), pk=alert_id)))

    @operation(
        "edit_alert",
        "Other wishes, another search, or a pause",
        answers={200: Alert},
        body=AlertChangeInput,
        errors=(403, 404, 409, 412, 428),
        example=EXAMPLE,
        sends={"frequency": "weekly", "paused_until": "2026-03-01"},
    )
    def patch(self, request: Request, alert_id: int) -> Response:
        """Change what is named. With another search it begins anew."""
        found = get_object_or_404(self.rows(), pk=alert_id)
        version = version_asked(request, found)
        said = self.said(AlertChangeInput)
        if not said:
            raise invalid("non_field_errors", "Name what is to change.")
        try:
            self.change(found, version, said)
        except FollowedAlready as error:
            raise Problem(409, FOLLOWED) from error
        return self.shown(self.current(found))

    @transaction.atomic
    def change(self, found: AlertRow, version: int, said: dict[str, Any]) -> None:
        """Both deeds, or neither."""
        is_pause = "paused_until" in said
        until = said.pop("paused_until", None)
        criteria = said.pop("search", None)
        if said or criteria is not None:
            lifecycle.change_alert(
                found, by=self.person, version=version, criteria=criteria, **said
            )
            version += 1
        if is_pause:
            lifecycle.pause_alert(found, by=self.person, version=version, until=until)

    @operation(
        "delete_alert",
        "Follow it no longer",
        answers={204: None},
        errors=(403, 404, 412, 428),
    )
    def delete(self, request: Request, alert_id: int) -> Response:
        found = get_object_or_404(self.rows(), pk=alert_id)
        version_asked(request, found)
        lifecycle.delete_alert(found, by=self.person)
        return Response(status=204)
