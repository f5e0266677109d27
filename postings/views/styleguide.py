"""Every component in every state, on one page; in development only."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from jobboard import errors
from postings.models import Posting, Status
from postings.publishing import facts

CARDS = 3
COLOURS = (
    "paper paper-raised paper-sunken ink ink-soft line line-strong"
    " accent accent-hover accent-ink accent-wash good warn bad"
).split()
LEVELS = ("info", "success", "warning", "error")


class Sample(forms.Form):
    """One field of each kind."""

    title = forms.CharField(label="Title", help_text="The name of the job alone.")
    language = forms.ChoiceField(
        label="Language", choices=[("", "choose one"), ("pt", "Portuguese")]
    )
    description = forms.CharField(label="Description", widget=forms.Textarea)
    levels = forms.MultipleChoiceField(
        label="Level",
        choices=[("junior", "Junior"), ("mid", "Mid"), ("senior", "Senior")],
        widget=forms.CheckboxSelectMultiple,
    )
    theme = forms.ChoiceField(
        label="Theme",
        choices=[("light", "Light"), ("dark", "Dark")],
        widget=forms.RadioSelect,
    )
    undisclosed = forms.BooleanField(label="We do not disclose the pay")


def styleguide(request: HttpRequest) -> HttpResponse:
    """The parts that every page is built from, with real postings in them."""
    postings = list(Posting.objects.live().with_facts()[:CARDS])
    context = {
        "cards": [facts.card(posting) for posting in postings],
        "sheet": facts.sheet(postings[0]) if postings else [],
        "posting": postings[0] if postings else None,
        "fresh": Sample(auto_id="fresh_%s"),
        "wrong": Sample({"title": "", "levels": ["guru"]}, auto_id="wrong_%s"),
        "colours": COLOURS,
        "statuses": Status.choices,
        "levels": LEVELS,
        "errors": errors.WORDS,
    }
    return render(request, "styleguide.html", context)


def styleguide_error(request: HttpRequest, status: int) -> HttpResponse:
    """A refusal or a failure as people meet it, which development hides."""
    if status not in errors.WORDS:
        raise Http404
    return errors.refused(request, status)
