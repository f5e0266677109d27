"""How one posting takes applications: its questions, its promise and its limit."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jobboard.text import validate_printable
from jobboard.versions import Versioned
from postings.models.application_choices import QuestionKind
from postings.models.posting import Posting

YES, NO = "yes", "no"
ANSWER_WITHIN_AT_MOST = 60


class Intake(Versioned):
    """What an employer asks of candidates and promises them; none is the default."""

    posting = models.OneToOneField(Posting, models.CASCADE, related_name="intake")
    answer_within = models.PositiveSmallIntegerField(
        _("answer within (days)"), null=True, blank=True
    )
    # How many more are taken; NULL is no limit. It bumps no version.
    applications_left = models.PositiveIntegerField(null=True, blank=True)
    # How often candidates were sent on to another site.
    departure_count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="intake_promise_is_believable",
                condition=Q(answer_within=None)
                | Q(answer_within__gte=1, answer_within__lte=ANSWER_WITHIN_AT_MOST),
            )
        ]

    def __str__(self) -> str:
        return f"intake of {self.posting_id}"


class Question(models.Model):
    """One question of the employer, in its order."""

    posting = models.ForeignKey(Posting, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=6, choices=QuestionKind)
    prompt = models.CharField(
        _("question"), max_length=300, validators=[validate_printable]
    )
    options = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    is_required = models.BooleanField(default=True)
    # The answer that the job cannot do without; candidates see it. "" is none.
    must_be = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ("position",)
        constraints = [
            models.UniqueConstraint("posting", "position", name="question_in_order"),
            models.CheckConstraint(
                name="question_kind_is_known",
                condition=Q(kind__in=QuestionKind.values),
            ),
            models.CheckConstraint(
                name="question_of_choice_has_options",
                condition=Q(kind=QuestionKind.CHOICE) ^ Q(options=[]),
            ),
            models.CheckConstraint(
                name="question_must_be_an_answer",
                condition=Q(must_be="")
                | Q(kind=QuestionKind.YES_NO, must_be__in=[YES, NO])
                | Q(kind=QuestionKind.CHOICE, options__contains=[models.F("must_be")]),
            ),
        ]

    def __str__(self) -> str:
        return self.prompt
