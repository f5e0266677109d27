"""What an author answers a moderator."""

from django import forms
from django.utils.translation import gettext_lazy as _

from jobboard.text import validate_printable


class AnswerForm(forms.Form):
    """One answer."""

    answer = forms.CharField(
        label=_("Your answer"),
        max_length=2000,
        validators=[validate_printable],
        widget=forms.Textarea(attrs={"rows": 3}),
    )
