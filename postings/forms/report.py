"""What a reader fills in to report a posting."""

from django import forms
from django.utils.translation import gettext_lazy as _

from jobboard.text import validate_printable
from postings.models import ReportCode


class ReportForm(forms.Form):
    """What is wrong; everything else may be left out."""

    code = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=ReportCode.choices,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("In your words"),
        help_text=_("Only moderators read this. You can leave it empty."),
        max_length=1000,
        required=False,
        validators=[validate_printable],
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_(
            "If you want to know what comes of it. It is deleted after that mail."
        ),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
