"""Paste an ad: the form fills itself, and shows the words behind every value."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from postings.extraction.ads import extract
from postings.forms.pasting import AdForm, begin_with_ad, from_ad
from postings.forms.posting import NewPostingForm
from postings.views.employer import UNPROCESSABLE, person, show_form


@login_required
def posting_paste(request: HttpRequest) -> HttpResponse:
    """Ask for an ad; with one, the posting form as far as the ad fills it.

    Nothing is stored: the form is an empty one's, until the person saves it.
    """
    asked = AdForm(request.POST or None)
    if not asked.is_valid():
        status = UNPROCESSABLE if asked.is_bound else 200
        return render(request, "postings/paste.html", {"form": asked}, status=status)
    text = asked.cleaned_data["ad"]
    begin = begin_with_ad(text, extract(text))
    form = NewPostingForm(user=person(request), begin=begin)
    return show_form(request, form, **from_ad(form, text))
