"""An ad that somebody pastes, as what the posting form begins with."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _, gettext_lazy

from jobboard.text import validate_printable
from postings.extraction.ads import Extraction, Found, extract
from postings.extraction.markup import to_markdown
from postings.extraction.text import LIMIT, read
from postings.forms.posting import PostingForm
from postings.lifecycle.extracted import facts_of, wage_columns
from postings.models import Place

TEXT_AT_MOST = 40_000
WORDS_SHOWN = 160
# The field beside which each fact's words are shown, and what the fact is called.
FIELDS: dict[str, tuple[str, Any]] = {
    "title": ("title", gettext_lazy("Title")),
    "levels": ("levels", gettext_lazy("Level")),
    "years": ("years_min", gettext_lazy("Experience")),
    "employment": ("employment", gettext_lazy("Working time")),
    "contracts": ("contracts", gettext_lazy("Contract")),
    "workplace": ("workplace", gettext_lazy("Workplace")),
    "cities": ("places", gettext_lazy("Places")),
    "region": ("region_includes", gettext_lazy("Open to")),
    "languages": ("language_1", gettext_lazy("Languages")),
    "skills": ("skills_required", gettext_lazy("Must have")),
    "hours": ("hours_zone", gettext_lazy("Hours together")),
    "pay": ("pay_min", gettext_lazy("Salary")),
    "benefits": ("benefits", gettext_lazy("Benefits")),
    "source": ("source_name", gettext_lazy("First published on")),
}


class AdForm(forms.Form):
    """The text of an ad, however it was written."""

    ad = forms.CharField(
        label=gettext_lazy("Your ad"),
        max_length=LIMIT,
        widget=forms.Textarea(attrs={"rows": 20}),
        validators=[validate_printable],
        help_text=gettext_lazy(
            "Plain text, Markdown or HTML, in Portuguese, Spanish or English."
        ),
    )


def begin_with_ad(text: str, found: Extraction) -> dict[str, Any]:
    """What the form begins with: every fact that the ad states, and the ad itself."""
    facts = facts_of(found)
    skills = facts.pop("skills")
    begin: dict[str, Any] = {
        **facts,
        "title": found.title.value if found.title else "",
        "language": found.language,
        "description": to_markdown(text)[:TEXT_AT_MOST],
        "places": list(Place.objects.filter(pk__in=facts["places"])),
        "skills_required": [need.name for need in skills if need.is_required],
        "skills_nice": [need.name for need in skills if not need.is_required],
    }
    if found.pay:
        # Without a currency or a period the person is asked for it.
        begin |= wage_columns(found.pay.value)
    if found.source:
        begin["source_name"] = found.source.value.name[:60]
        begin["source_url"] = found.source.value.url
    return begin


def show_words(form: PostingForm, found: Extraction) -> None:
    """Say beside each field which words of the ad its value comes from."""
    for fact, (field, _label) in FIELDS.items():
        marks = marks_of(found, fact)
        if marks and field in form.fields:
            form.fields[field].help_text = in_the_ad(mark.words for mark in marks)
    undisclosed = found.pay_is_undisclosed
    if undisclosed:
        form.fields["pay_is_undisclosed"].help_text = in_the_ad([undisclosed.words])


def marks_of(found: Extraction, fact: str) -> list[Found[Any]]:
    value = getattr(found, fact)
    return list(value) if isinstance(value, tuple) else [value] if value else []


def in_the_ad(words: Iterable[str]) -> str:
    plain = (" ".join(read(one).text.split()) for one in words)
    quoted = (f"“{one}”" for one in dict.fromkeys(plain))
    shown = Truncator(" · ".join(quoted)).chars(WORDS_SHOWN)
    return _("In your ad: %(words)s") % {"words": shown}


def unstated(found: Extraction) -> list[Any]:
    """The names of the facts that the ad says nothing about."""
    undisclosed = {"pay"} if found.pay_is_undisclosed else set()
    missing = set(found.unstated) - undisclosed
    return [label for fact, (_field, label) in FIELDS.items() if fact in missing]


def from_ad(form: PostingForm, ad: str) -> dict[str, Any]:
    """What the page says of the ad that the form began with; nothing without one.

    The ad comes along with the form, so that its words stay where the form has to be
    looked at again.
    """
    asked = AdForm({"ad": ad})
    if not ad or not asked.is_valid():
        return {}
    found = extract(ad)
    show_words(form, found)
    return {"is_pasted": True, "ad": ad, "unstated": unstated(found)}
