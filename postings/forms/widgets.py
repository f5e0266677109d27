"""Fields and widgets that Django does not have."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

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


class NamesField(forms.CharField):
    """Names with commas or line breaks between them; cleaned to a list."""

    default_error_messages = {
        "too_many": _("At most %(limit)d. Keep those that decide."),
        "too_long": _("“%(name)s” is too long for a name."),
        "nameless": _("“%(name)s” holds no letter or digit."),
    }

    def __init__(self, *, limit: int, name_length: int, **kwargs: Any) -> None:
        self.limit, self.name_length = limit, name_length
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list):
            return value
        text = str(super().to_python(value)).replace("\n", ",").replace(";", ",")
        names = [" ".join(name.split()) for name in text.split(",")]
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
        return ", ".join(value) if isinstance(value, list) else value
