"""What postings look like to programs, for the document that describes the API.

Answers are not made by these: PostgreSQL writes them (`publishing.records`). A
test holds every answer against the document.
"""

from typing import Any

from rest_framework import serializers

from jobboard.rest.fields import Moment
from postings.api.own import ACTIONS
from postings.languages import Cefr, PostingLanguage
from postings.models import (
    ApplyVia,
    CloseReason,
    Reason,
    RevisionStatus,
    Status,
)
from postings.models.suggestion import Kind
from postings.pay import Basis, Period
from postings.search.facets import COLUMNS
from postings.verdict import Answer, Why
from postings.vocabulary import Benefit, Contract, Employment, Level, Workplace

ACTION = [*dict.fromkeys(ACTIONS.values()), "duplicate"]
CONDITIONS = ["country", "language", "years", "hours"]
CHANGE = ["published", "updated", "closed"]
CHANGE_REASON = [*CloseReason.values, "expired", "removed"]


def words(choices: Any) -> serializers.ListField:
    return serializers.ListField(child=serializers.ChoiceField(choices))


def maybe(choices: Any) -> serializers.ChoiceField:
    return serializers.ChoiceField(choices, allow_null=True)


class CompanyName(serializers.Serializer[Any]):
    slug = serializers.SlugField()
    name = serializers.CharField()


class Years(serializers.Serializer[Any]):
    min = serializers.IntegerField(allow_null=True)
    max = serializers.IntegerField(
        allow_null=True, help_text="null: or more, never none."
    )


class Place(serializers.Serializer[Any]):
    id = serializers.IntegerField(help_text="GeoNames'.")
    name = serializers.CharField()
    region = serializers.CharField(allow_null=True)
    country = serializers.CharField(help_text="ISO 3166-1 alpha-2.")


class RegionRule(serializers.Serializer[Any]):
    includes = serializers.ListField(
        child=serializers.CharField(), help_text="Regions and ISO 3166-1 codes."
    )
    excludes = serializers.ListField(child=serializers.CharField())
    countries = serializers.ListField(
        child=serializers.CharField(), help_text="What the rule comes to."
    )


class Hours(serializers.Serializer[Any]):
    to = serializers.CharField(allow_null=True, help_text="18:00")
    zone = serializers.CharField(help_text="IANA.")
    overlap = serializers.IntegerField(
        allow_null=True, help_text="Hours in common, at least; null: all of them."
    )

    def get_fields(self) -> dict[str, Any]:
        # `from` is no name that Python has.
        begins = serializers.CharField(allow_null=True, help_text="09:00")
        return {"from": begins, **super().get_fields()}


class Language(serializers.Serializer[Any]):
    code = serializers.CharField(help_text="ISO 639-1.")
    level = maybe(Cefr.choices)
    required = serializers.BooleanField()  # type: ignore[assignment]


class SkillNeed(serializers.Serializer[Any]):
    slug = serializers.CharField()
    name = serializers.CharField()
    required = serializers.BooleanField()  # type: ignore[assignment]


class Pay(serializers.Serializer[Any]):
    min = serializers.CharField(allow_null=True, help_text="Decimal, such as 5000.00.")
    max = serializers.CharField(allow_null=True, help_text="null: open-ended.")
    currency = serializers.CharField(help_text="ISO 4217.")
    period = serializers.ChoiceField(Period.choices)
    basis = maybe(Basis.choices)


class Apply(serializers.Serializer[Any]):
    via = serializers.ChoiceField(
        ApplyVia.choices, help_text="here, email: see the posting's page."
    )
    url = serializers.URLField(allow_null=True)


class Source(serializers.Serializer[Any]):
    name = serializers.CharField()
    url = serializers.URLField(allow_null=True)
    id = serializers.CharField(allow_null=True)
    first_seen_at = Moment(allow_null=True)
    last_confirmed_at = Moment(allow_null=True)


class PostingFacts(serializers.Serializer[Any]):
    """Every fact; null or [] is "not stated"."""

    title = serializers.CharField()
    language = serializers.ChoiceField(PostingLanguage.choices)
    company = CompanyName(allow_null=True)
    levels = words(Level.choices)
    years = Years(allow_null=True)
    employment = words(Employment.choices)
    contracts = words(Contract.choices)
    workplace = maybe(Workplace.choices)
    office_days = serializers.IntegerField(
        allow_null=True, help_text="A week; hybrid work only."
    )
    places = Place(many=True)
    region = RegionRule(allow_null=True, help_text="From where it may be taken.")
    hours = Hours(allow_null=True)
    languages = Language(many=True)
    skills = SkillNeed(many=True)
    pay = Pay(allow_null=True)
    pay_is_undisclosed = serializers.BooleanField()
    equity = serializers.BooleanField(allow_null=True)
    benefits = words(Benefit.choices)
    sponsors_visa = serializers.BooleanField(allow_null=True)
    pays_relocation = serializers.BooleanField(allow_null=True)
    description = serializers.CharField(help_text="Markdown, as it was written.")
    description_html = serializers.CharField(help_text="The same, safe to show.")
    hiring_steps = serializers.ListField(child=serializers.CharField())
    apply = Apply(allow_null=True)
    source = Source(allow_null=True)  # type: ignore[assignment]
    posted_at = serializers.DateField(
        allow_null=True, help_text="When its source published it first."
    )


class Posting(PostingFacts):
    """An open posting."""

    id = serializers.CharField(help_text="Twelve letters and digits.")
    url = serializers.URLField(help_text="Its page.")
    version = serializers.IntegerField()
    published_at = Moment(help_text="When it was first open here.")
    valid_through = Moment(help_text="Until when it is open.")


class Condition(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(CONDITIONS)
    answer = serializers.ChoiceField(list(Answer))
    about = serializers.CharField(
        allow_null=True, help_text="The language, where it is one."
    )
    why = serializers.ChoiceField(
        list(Why),
        allow_null=True,
        help_text="What an ask waits for: unstated by the posting, untold by you.",
    )


class Verdict(serializers.Serializer[Any]):
    """Whether the reader of the parameters could take it."""

    answer = serializers.ChoiceField(list(Answer))
    reasons = Condition(many=True)


class FoundPosting(Posting):
    """An open posting, and what it comes to for a reader."""

    verdict = Verdict(
        allow_null=True,
        help_text="null where none of `from`, `speaks`, `years` and `tz` is given.",
    )


class FoundPostings(serializers.Serializer[Any]):
    results = FoundPosting(many=True)


class FacetCounts(serializers.Serializer[Any]):
    """For each value how many there would be; `unstated` for what states none."""

    def get_fields(self) -> dict[str, Any]:
        counts = serializers.DictField
        return {name: counts(child=serializers.IntegerField()) for name in COLUMNS}


class Facets(serializers.Serializer[Any]):
    facets = FacetCounts()
    is_exact = serializers.BooleanField(
        help_text="false: counted among the newest thousands only."
    )


class Suggestion(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(Kind.choices)
    text = serializers.CharField(help_text="To be shown.")
    value = serializers.CharField(help_text="For the parameter: a slug, an id, a word.")


class Suggestions(serializers.Serializer[Any]):
    results = Suggestion(many=True)


class Company(CompanyName):
    url = serializers.URLField(help_text="Its page.")
    description = serializers.CharField(help_text="Markdown; empty: not stated.")
    description_html = serializers.CharField(help_text="The same, safe to show.")
    website = serializers.URLField(allow_null=True)
    open_postings = serializers.IntegerField()


class Skill(serializers.Serializer[Any]):
    slug = serializers.CharField()
    name = serializers.CharField()


class OwnApply(Apply):
    email = serializers.EmailField(allow_null=True)


class RevisionState(serializers.Serializer[Any]):
    version = serializers.IntegerField()
    base_version = serializers.IntegerField(
        help_text="The version of the posting that it was written against."
    )
    status = serializers.ChoiceField(RevisionStatus.choices)
    submitted_at = Moment()


class Decision(serializers.Serializer[Any]):
    reasons = words(Reason.choices)
    words = serializers.CharField()


class Draftable(PostingFacts):
    """A posting in whatever state: not every one has been open."""

    id = serializers.CharField()
    url = serializers.URLField()
    version = serializers.IntegerField()
    published_at = Moment(allow_null=True)
    valid_through = Moment(allow_null=True)


class Revision(RevisionState):
    """An edit of a live posting, and the posting as it would be with it."""

    decision = Decision(allow_null=True)
    posting = Draftable()


class OwnPosting(Draftable):
    """A posting as its company sees it."""

    apply = OwnApply(allow_null=True)
    status = serializers.ChoiceField(Status.choices)
    actions = serializers.ListField(
        child=serializers.ChoiceField(ACTION),
        help_text="What this token may do with it now.",
    )
    close_reason = maybe(CloseReason.choices)
    created_at = Moment()
    changed_at = Moment()
    submitted_at = Moment(allow_null=True)
    publish_at = Moment(allow_null=True)
    closed_at = Moment(allow_null=True)


class OwnPostingDetail(OwnPosting):
    """One posting, with the last decision on it and its open revision."""

    decision = Decision(allow_null=True)
    revision = RevisionState(allow_null=True)


class Change(serializers.Serializer[Any]):
    """One public change. `posting` decides: what is null is to be forgotten."""

    type = serializers.ChoiceField(CHANGE)
    id = serializers.CharField()
    version = serializers.IntegerField(help_text="After the change.")
    at = Moment()
    reason = maybe(CHANGE_REASON)
    posting = Posting(allow_null=True, help_text="As it is now.")


class Changes(serializers.Serializer[Any]):
    results = Change(many=True)
    cursor = serializers.CharField(help_text="Ask with `since` from here on.")
    next = serializers.URLField(allow_null=True, help_text="null: that is all for now.")


class Dump(serializers.Serializer[Any]):
    day = serializers.DateField()
    made_at = Moment()
    url = serializers.URLField()
    size = serializers.IntegerField(help_text="Bytes.")
    sha256 = serializers.CharField()
    postings = serializers.IntegerField()
    cursor = serializers.CharField(help_text="Where the changes feed goes on.")
