"""The outbox in the admin: what is parked can be seen and sent once more."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jobboard.admin_site import ReadOnlyAdmin
from jobboard.outbox import Delivery, Event


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    list_display = (
        "at",
        "kind",
        "subject",
        "subject_id",
        "from_status",
        "to_status",
        "by",
    )
    list_filter = ("kind",)
    list_select_related = ("by",)
    search_fields = ("=subject_id", "kind")
    ordering = ("-at", "-id")
    show_full_result_count = False


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin):
    list_display = ("event", "reaction", "attempts", "due_at", "done_at", "parked_at")
    list_filter = (("parked_at", admin.EmptyFieldListFilter), "reaction")
    list_select_related = ("event",)
    ordering = ("-id",)
    show_full_result_count = False
    actions = ("send_again",)

    @admin.action(description=_("Send the parked ones again"))
    def send_again(self, request: HttpRequest, queryset: QuerySet[Delivery]) -> None:
        queryset.filter(done_at=None).exclude(parked_at=None).update(
            parked_at=None, attempts=0, due_at=timezone.now()
        )
