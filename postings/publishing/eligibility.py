"""Can I take it? Told to a candidate before the form, and never in the way."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from jobboard import formats
from postings.hours import Window
from postings.languages import RANKS
from postings.models import Posting, Profile
from postings.publishing import words
from postings.verdict import Answer, Need, Reader, Reason, Terms, Why, can_take


@dataclass(frozen=True)
class Check:
    """One condition: what it comes to (yes, no, ask), and in words."""

    answer: str
    words: str
    advice: str


def checks(posting: Posting, profile: Profile | None) -> list[Check]:
    """Every condition of the posting against what the person has told, if anything."""
    reader = reader_of(profile) if profile else Reader()
    verdict = can_take(terms_of(posting), reader, on=timezone.localdate())
    return [check(reason, posting, reader) for reason in verdict.reasons]


def terms_of(posting: Posting) -> Terms:
    needs = posting.language_needs.all()
    window = None
    if posting.hours_zone and posting.hours_from and posting.hours_to:
        window = Window(posting.hours_zone, posting.hours_from, posting.hours_to)
    return Terms(
        countries=frozenset(posting.countries),
        needs=[Need(need.code, need.level) for need in needs if need.is_required],
        years=posting.years_min,
        window=window,
        overlap=posting.hours_overlap,
    )


def reader_of(profile: Profile) -> Reader:
    speaks = {code: RANKS[level] for code, level in profile.languages if level in RANKS}
    country = profile.countries[0] if profile.countries else ""
    return Reader(country=country, speaks=speaks, years=profile.years)


def check(reason: Reason, posting: Posting, reader: Reader) -> Check:
    return Check(
        reason.answer.value, condition(reason, posting), advice(reason, reader)
    )


def condition(reason: Reason, posting: Posting) -> str:
    """What the job asks for."""
    if reason.why == Why.UNSTATED and reason.kind != "language":
        return {
            "country": _("The job does not say from where it can be done"),
            "years": _("The job does not say how many years it asks for"),
            "hours": _("The job does not say its hours"),
        }[reason.kind]
    if reason.kind == "country":
        return _("Open to: %(places)s") % {"places": words.open_to(posting)}
    if reason.kind == "language":
        levels = {need.code: need.level for need in posting.language_needs.all()}
        name = formats.language_name(reason.about)
        return _("Asks for %(language)s") % {
            "language": f"{name} {levels.get(reason.about, '')}".strip()
        }
    if reason.kind == "years":
        return _("Asks for experience: %(years)s") % {"years": words.years(posting)}
    return _("Hours: %(hours)s") % {"hours": words.hours(posting)}


def advice(reason: Reason, reader: Reader) -> str:
    """What that means for this person."""
    if reason.answer == Answer.NO:
        return _("Your profile says otherwise. You may apply all the same.")
    if reason.answer == Answer.ASK:
        return "" if reader == Reader() else _("We cannot tell; the company can.")
    return _("This fits your profile.")
