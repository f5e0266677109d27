"""What the fields of the posting form owe to each other."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from postings import regions

Data = dict[str, Any]


class Checks(forms.Form):
    """Checks across fields; each names the one field that has to be mended."""

    language_rows: int
    is_sent: bool

    def refuse(self, name: str, words: Any, code: str) -> None:
        if name not in self.errors:
            self.add_error(name, ValidationError(words, code=code))

    def check_ranges(self, data: Data) -> None:
        pairs = {
            ("years_min", "years_max"): _("Less than the years before it."),
            ("pay_min", "pay_max"): _("Less than the amount before it."),
        }
        for (low, high), words in pairs.items():
            first, last = data.get(low), data.get(high)
            if first is not None and last is not None and last < first:
                self.refuse(high, words, "range")

    def check_pay(self, data: Data) -> None:
        figures = [data.get("pay_min"), data.get("pay_max")]
        stated = any(figure is not None for figure in figures)
        about = ["pay_currency", "pay_period"]
        if any(figure == 0 for figure in figures):
            words = _("Leave it empty where the pay is not stated; nobody works for 0.")
            self.refuse("pay_min", words, "zero")
        if stated and data.get("pay_is_undisclosed"):
            words = _("There is an amount above. Take it out, or take this out.")
            self.refuse("pay_is_undisclosed", words, "contradiction")
        if stated:
            for name in about:
                if not data.get(name):
                    self.refuse(name, _("Say which."), "required")
        elif not {"pay_min", "pay_max"} & self.errors.keys():
            for name in [*about, "pay_basis"]:
                data[name] = ""

    def check_region(self, data: Data) -> None:
        includes, excludes = data.get("region_includes"), data.get("region_excludes")
        if excludes and not includes:
            self.refuse("region_excludes", _("Say first to whom it is open."), "alone")
            return
        try:
            regions.resolve(includes or (), excludes or ())
        except ValueError:
            self.refuse("region_excludes", _("This leaves nobody."), "nobody")

    def check_languages(self, data: Data) -> None:
        seen: set[str] = set()
        for number in range(1, self.language_rows + 1):
            code = data.get(f"language_{number}", "")
            if not code and data.get(f"language_level_{number}"):
                self.refuse(f"language_{number}", _("Say which language."), "which")
            if code and code in seen:
                words = _("This language is there already.")
                self.refuse(f"language_{number}", words, "twice")
            seen.add(code)

    def check_workplace(self, data: Data) -> None:
        if data.get("office_days") and data.get("workplace") != "hybrid":
            words = _("Only hybrid work has days at the office.")
            self.refuse("office_days", words, "not-hybrid")

    def check_hours(self, data: Data) -> None:
        first, last = data.get("hours_from"), data.get("hours_to")
        if (first is None) is not (last is None):
            empty = "hours_from" if first is None else "hours_to"
            self.refuse(empty, _("Say both, or neither."), "half")
        if first is not None and first == last:
            self.refuse("hours_to", _("The same as the hour before it."), "empty")
        said = (first, last, data.get("hours_overlap"))
        if any(one is not None for one in said) and not data.get("hours_zone"):
            self.refuse("hours_zone", _("Say in which time zone."), "required")
        elif not any(said) and "hours_zone" not in self.errors:
            data["hours_zone"] = ""

    def check_apply(self, data: Data) -> None:
        """One way to apply, with its address; the other address is left out."""
        for way, name in (("url", "apply_url"), ("email", "apply_email")):
            if data.get("apply_via") != way:
                if name not in self.errors:
                    data[name] = ""
            elif not data.get(name):
                self.refuse(name, _("Say where."), "required")

    def check_dates(self, data: Data) -> None:
        first, last = data.get("publish_on"), data.get("open_until")
        if first is not None and last is not None and last <= first:
            self.refuse("open_until", _("Before the day of publication."), "range")

    def check_source(self, data: Data) -> None:
        """Nobody's job is somebody else's find, which says where it was found."""
        if not self.has_company(data) and not data.get("source_name"):
            words = _("Without a company, say where the job was first published.")
            self.refuse("source_name", words, "required")

    def check_text(self, data: Data) -> None:
        """Nobody reviews an empty page; a draft may wait for its words."""
        if self.is_sent and not data.get("description"):
            words = _("Describe the job before you send it.")
            self.refuse("description", words, "required")

    def has_company(self, data: Data) -> bool:
        raise NotImplementedError
