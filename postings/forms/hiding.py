"""What a reader chooses from to hide something."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from postings.models import WORD_AT_MOST, Posting
from postings.search.hidden import telling, words_of_title
from postings.search.hiding import Hiding, word_to_hide

POSTING, COMPANY, WORD = "posting", "company", "word"


class HideForm(forms.Form):
    """This job, its company's, or every job with a word of its title."""

    what = forms.ChoiceField(
        label=gettext_lazy("What do you not want to see?"), widget=forms.RadioSelect
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, posting: Posting, **more: Any) -> None:
        super().__init__(*args, **more)
        self.posting = posting
        choices = [(POSTING, _("This job"))]
        if posting.company:
            name = posting.company.name
            words = _("All jobs of %(company)s") % {"company": name}
            choices.append((COMPANY, words))
        choices += [
            (f"{WORD}:{word}", _("Every job with the word “%(word)s”") % {"word": word})
            for word in words_of_title(posting.title)
        ]
        what = self.fields["what"]
        assert isinstance(what, forms.ChoiceField)  # noqa: S101
        what.choices = choices

    def hiding(self) -> Hiding:
        """What was chosen; only of a valid form."""
        kind, _colon, word = self.cleaned_data["what"].partition(":")
        if kind == WORD:
            return Hiding(words=(word_to_hide(word),))
        if kind == COMPANY and self.posting.company_id:
            return Hiding(companies=frozenset({self.posting.company_id}))
        return Hiding(postings=frozenset({self.posting.pk}))


class WordForm(forms.Form):
    """A word that no job of the list shall have."""

    word = forms.CharField(
        label=gettext_lazy("Another word or skill"), max_length=WORD_AT_MOST
    )

    def clean_word(self) -> str:
        word = word_to_hide(self.cleaned_data["word"])
        if not word or not telling([word]):
            raise forms.ValidationError(_("No search can look for that."))
        return word

    def hiding(self) -> Hiding:
        """The word; only of a valid form."""
        return Hiding(words=(self.cleaned_data["word"],))
