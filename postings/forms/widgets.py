"""Fields and widgets that Django does not have."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from postings.models import Place
from postings.pay import parse_amount


class GroupedCheckboxes(forms.CheckboxSelectMultiple):
    """Checkboxes in named groups that fold; a group with a choice in it is open."""

    template_name = "forms/grouped_checkboxes.html"


class AmountField(forms.Field):
    """An amount of money, typed as people of three languages type it."""

    default_error_messages = {
        "invalid": _("Write the amount in digits, such as 8000 or 8.000,50.")
    }
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return parse_amount(text)
        except ValueError as error:
            raise ValidationError(
                self.error_messages["invalid"], code="invalid"
            ) from error

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Decimal):
            whole = value == value.to_integral_value()
            return f"{value:.0f}" if whole else f"{value:.2f}"
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True


class YesNoField(forms.TypedChoiceField):
    """Yes, no, or not stated (None)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            coerce=lambda value: value == "true",
            empty_value=None,
            required=False,
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        return str(value).lower() if isinstance(value, bool) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.prepare_value(initial) != (data or None))


class MomentField(forms.DateField):
    """A day that stands for its first or last moment where the board is."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages = {"past": _("That day has passed.")}

    def __init__(self, *, moment: time, **kwargs: Any) -> None:
        self.moment = moment
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, datetime):
            return timezone.localdate(value)
        return value

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if not isinstance(day, date):
            return None
        if day < timezone.localdate():
            raise ValidationError(self.error_messages["past"], code="past")
        return timezone.make_aware(datetime.combine(day, self.moment))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(super().has_changed(self.prepare_value(initial), data))


class NamesField(forms.CharField):
    """Names with a separator or line breaks between them; cleaned to a list."""

    default_error_messages = {
        "too_many": _("At most %(limit)d. Keep those that decide."),
        "too_long": _("“%(name)s” is too long."),
        "nameless": _("“%(name)s” holds no letter or digit."),
    }

    def __init__(
        self, *, limit: int, name_length: int, separator: str = ",", **kwargs: Any
    ) -> None:
        self.limit, self.name_length, self.separator = limit, name_length, separator
        super().__init__(required=False, **kwargs)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list):
            return value
        text = str(super().to_python(value))
        for other in ("\r\n", "\n", ";"):
            text = text.replace(other, self.separator)
        names = [" ".join(name.split()) for name in text.split(self.separator)]
        return list(dict.fromkeys(filter(None, names)))

    def validate(self, value: Any) -> None:
        super().validate(value)
        if len(value) > self.limit:
            self.refuse("too_many", limit=self.limit)
        for name in value:
            if len(name) > self.name_length:
                self.refuse("too_long", name=name[: self.name_length])
            if not any(letter.isalnum() for letter in name):
                self.refuse("nameless", name=name)

    def run_validators(self, value: Any) -> None:
        for name in value:
            super().run_validators(name)

    def refuse(self, code: str, **params: Any) -> None:
        raise ValidationError(self.error_messages[code], code=code, params=params)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        joint = ", " if self.separator == "," else "\n"
        return joint.join(map(str, value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(data) != (initial or []))


class PlacesField(NamesField):
    """Cities, one on a line; cleaned to places."""

    default_error_messages = {
        "unknown": _("We do not know “%(name)s”. Write it as City, Country."),
    }
    widget = forms.Textarea(attrs={"rows": 2})

    def clean(self, value: Any) -> Any:
        return [self.place(name) for name in super().clean(value)]

    def place(self, name: str) -> Place:
        found = Place.objects.find(name)
        if found is None:
            raise ValidationError(
                self.error_messages["unknown"], code="unknown", params={"name": name}
            )
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed([str(place) for place in initial or []], data)
