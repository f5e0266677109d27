"""How the posting form says what its facts owe to each other."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from postings.lifecycle.checks import Fault, faults
from postings.lifecycle.facts import Facts

Data = dict[str, Any]
# Facts whose field has another name.
FIELDS = {"publish_at": "publish_on", "valid_through": "open_until"}


class Checks(forms.Form):
    """Checks across fields; each names the one field that has to be mended."""

    language_rows: int
    is_sent: bool

    def refuse(self, name: str, words: Any, code: str) -> None:
        if name not in self.errors:
            self.add_error(name, ValidationError(words, code=code))

    def check_facts(self, data: Data) -> None:
        """The rules that hold for every posting, at the fields of this form."""
        self.leave_out(data)
        for fault in faults(self.facts_of(data), has_company=self.has_company(data)):
            self.refuse(self.field_of(fault, data), fault.words, fault.code)

    def leave_out(self, data: Data) -> None:
        """A field that only means something beside another goes where that is empty."""
        pay = [data.get("pay_min"), data.get("pay_max")]
        if pay == [None, None] and not {"pay_min", "pay_max"} & self.errors.keys():
            data |= dict.fromkeys(("pay_currency", "pay_period", "pay_basis"), "")
        hours = (data.get(f"hours_{name}") for name in ("from", "to", "overlap"))
        if not any(hours) and "hours_zone" not in self.errors:
            data["hours_zone"] = ""
        for way in ("url", "email"):
            if data.get("apply_via") != way and f"apply_{way}" not in self.errors:
                data[f"apply_{way}"] = ""

    def check_languages(self, data: Data) -> None:
        for row in range(1, self.language_rows + 1):
            if data.get(f"language_level_{row}") and not data.get(f"language_{row}"):
                self.refuse(f"language_{row}", _("Say which language."), "which")

    def check_text(self, data: Data) -> None:
        """Nobody reviews an empty page; a draft may wait for its words."""
        if self.is_sent and not data.get("description"):
            words = _("Describe the job before you send it.")
            self.refuse("description", words, "required")

    def field_of(self, fault: Fault, data: Data) -> str:
        """The field in which a fact was typed."""
        if fault.row is None:
            return FIELDS.get(fault.name, fault.name)
        rows = [
            r for r in range(1, self.language_rows + 1) if data.get(f"language_{r}")
        ]
        return f"language_{rows[fault.row]}"

    def facts_of(self, data: Data) -> Facts:
        raise NotImplementedError

    def has_company(self, data: Data) -> bool:
        raise NotImplementedError
