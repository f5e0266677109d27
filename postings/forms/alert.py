"""What somebody who follows a search may wish, and for how long they want none."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy as _

from jobboard import formats
from jobboard.text import validate_printable
from postings.forms.choices import ZONES
from postings.lifecycle.alert import Wishes
from postings.models import Alert
from postings.models.alert import HOUR
from postings.search.criteria import Criteria
from postings.slots import Frequency

PAUSE_AT_MOST = timedelta(days=366)


def hour_choices() -> list[tuple[int, str]]:
    return [(hour, f"{hour:02}:00") for hour in range(24)]


def zone_choices(own: str = "") -> list[tuple[str, str]]:
    """The board's usual zones, and the reader's own where it is none of them."""
    more = [own] if own and own not in ZONES else []
    return [(zone, formats.zone_name(zone)) for zone in (*ZONES, *more)]


class WishesForm(forms.Form):
    """How often, at what hour, in which language."""

    frequency = forms.ChoiceField(label=_("How often"), choices=Frequency.choices)
    hour = forms.TypedChoiceField(
        label=_("At what hour"), choices=hour_choices, coerce=int
    )
    zone = forms.ChoiceField(label=_("In the time of"))
    language = forms.ChoiceField(
        label=_("Language of the messages"), choices=settings.LANGUAGES
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone: Any = self.fields["zone"]
        zone.choices = zone_choices(self.get_initial_for_field(zone, "zone"))

    def wishes(self) -> Wishes:
        """What was wished; only of a valid form."""
        names = ("language", "frequency", "hour", "zone")
        return Wishes(**{name: self.cleaned_data[name] for name in names})


class FollowForm(WishesForm):
    """The wishes, and the address of somebody who is not signed in."""

    email = forms.EmailField(
        label=_("Your e-mail"),
        help_text=_("You get one message with a link; nothing begins before it."),
        validators=[validate_printable],
    )
    field_order = ("email",)

    @staticmethod
    def initial_of(criteria: Criteria) -> dict[str, Any]:
        return {
            "frequency": Frequency.DAILY,
            "hour": HOUR,
            "zone": criteria.tz or settings.TIME_ZONE,
            "language": get_language(),
        }

    def __init__(self, *args: Any, is_known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_known:
            del self.fields["email"]


class ChangeForm(WishesForm):
    """The wishes of an alert that is there."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    @staticmethod
    def initial_of(alert: Alert) -> dict[str, Any]:
        names = ("frequency", "hour", "zone", "language", "version")
        return {name: getattr(alert, name) for name in names}


class PauseForm(forms.Form):
    """The day on which the mails begin again."""

    until = forms.DateField(
        label=_("Pause until"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if not timezone.localdate() < until <= timezone.localdate() + PAUSE_AT_MOST:
            raise ValidationError(_("Choose a day within a year from tomorrow."))
        return until
