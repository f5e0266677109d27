"""Whether a reader wants to be reminded of saved jobs, and where they live."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from postings.forms.alert import zone_choices
from postings.models import Reminders


class RemindersForm(forms.Form):
    """A box to tick, and a time zone."""

    is_wanted = forms.BooleanField(
        label=_("Write to me three days before a saved job closes"),
        required=False,
        help_text=_("In the morning, once for each job, and not if you have applied."),
    )
    zone = forms.ChoiceField(label=_("In the time of"))

    def __init__(self, data: Any, *, known: Reminders | None, told: str = "") -> None:
        """known: as it is set now. told: the zone the reader has told us otherwise."""
        own = known.zone if known else told or settings.TIME_ZONE
        initial = {"is_wanted": known is None or known.is_wanted, "zone": own}
        super().__init__(data, initial=initial, prefix="reminders")
        zone: Any = self.fields["zone"]
        zone.choices = zone_choices(own)
