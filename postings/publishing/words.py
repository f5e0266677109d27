"""Each fact in the reader's words; an empty string where it was not stated."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _, gettext_lazy, ngettext
from django_stubs_ext import StrPromise

from jobboard import formats
from postings.languages import PostingLanguage
from postings.models import Place, Posting, PostingLanguageNeed
from postings.pay import Basis, Period
from postings.regions import COUNTRIES, Region
from postings.vocabulary import Benefit, Contract, Employment, Level, Workplace

EN_DASH = "\N{EN DASH}"

ANYWHERE: dict[str, StrPromise] = {
    Region.LATAM: gettext_lazy("Anywhere in Latin America"),
    Region.LATAM_CARIBBEAN: gettext_lazy("Anywhere in Latin America or the Caribbean"),
    Region.SOUTH_AMERICA: gettext_lazy("Anywhere in South America"),
    Region.CENTRAL_AMERICA: gettext_lazy("Anywhere in Central America or Mexico"),
    Region.NORTH_AMERICA: gettext_lazy("Anywhere in the US, Canada or Mexico"),
    Region.AMERICAS: gettext_lazy("Anywhere in the Americas"),
    Region.EU: gettext_lazy("Anywhere in the European Union"),
    Region.EUROPE: gettext_lazy("Anywhere in Europe"),
    Region.EMEA: gettext_lazy("Anywhere in Europe, the Middle East or Africa"),
    Region.WORLDWIDE: gettext_lazy("Anywhere in the world"),
}


def region_name(name: str) -> str:
    """A region's or a country's name."""
    if name in COUNTRIES:
        return formats.country_name(name)
    return str(Region(name).label)


def place_list(names: Iterable[str]) -> str:
    return ", ".join(region_name(name) for name in names)


def open_to(posting: Posting) -> str:
    """Who may take it, as the rule says it, not as the countries it means."""
    includes, excludes = posting.region_includes, posting.region_excludes
    if not includes:
        return ""
    single = len(includes) == 1 and includes[0] in ANYWHERE
    words = str(ANYWHERE[includes[0]]) if single else place_list(includes)
    if excludes:
        return _("%(places)s, except %(excluded)s") % {
            "places": words,
            "excluded": place_list(excludes),
        }
    return words


def pay(posting: Posting) -> str:
    """The employer's figure: `US$ 8,000`, a range, `from …` or `up to …`."""
    if posting.pay_min is not None or posting.pay_max is not None:
        return range_of(posting.pay_min, posting.pay_max, posting.pay_currency)
    return _("not disclosed") if posting.pay_is_undisclosed else ""


def range_of(low: Decimal | None, high: Decimal | None, currency: str) -> str:
    """`US$ 8,000 – 9,000`, or with one end open; not both may be None."""
    if low is not None and high is not None:
        first = formats.money(low, currency)
        if low == high:
            return first
        return f"{first} {EN_DASH} {formats.amount(high)}"
    if low is not None:
        return _("from %(amount)s") % {"amount": formats.money(low, currency)}
    assert high is not None  # noqa: S101 (said above)
    return _("up to %(amount)s") % {"amount": formats.money(high, currency)}


def pay_period(posting: Posting) -> str:
    """`per month`, with gross or net where that was said."""
    if not posting.pay_period:
        return ""
    words = str(Period(posting.pay_period).label)
    if posting.pay_basis:
        words += f", {Basis(posting.pay_basis).label}"
    return words


def workplace(posting: Posting) -> str:
    """`Hybrid, 2 days a week`."""
    if not posting.workplace:
        return ""
    words = str(Workplace(posting.workplace).label)
    if posting.office_days is None:
        return words
    days = ngettext(
        "%(count)d day a week", "%(count)d days a week", posting.office_days
    )
    return f"{words}, {days % {'count': posting.office_days}}"


def places(posting: Posting) -> str:
    """The cities of the work, with their countries."""
    return " · ".join(place_name(row.place) for row in posting.place_rows.all())


def place_name(place: Place) -> str:
    """`Bogotá, Colombia`."""
    return f"{place.name}, {formats.country_name(place.country)}"


def hours(posting: Posting) -> str:
    """`13:00–17:00 in the time of Bogotá (UTC−5), at least 4 hours in common`."""
    if not posting.hours_zone:
        return ""
    zone = formats.zone_name(posting.hours_zone)
    least, parts = posting.hours_overlap, []
    if posting.hours_from and posting.hours_to:
        begins, ends = (
            formats.clock(posting.hours_from),
            formats.clock(posting.hours_to),
        )
        window = {"window": f"{begins}{EN_DASH}{ends}", "zone": zone}
        parts.append(_("%(window)s in the time of %(zone)s") % window)
    if least:
        count = {"count": least, "zone": zone}
        words = ngettext(
            "at least %(count)d hour in common with %(zone)s",
            "at least %(count)d hours in common with %(zone)s",
            least,
        )
        parts.append(words % count)
    return ", ".join(parts) or zone


def benefits(posting: Posting) -> str:
    return ", ".join(str(Benefit(one).label) for one in posting.benefits)


def yes_or_no(value: bool | None) -> str:  # noqa: FBT001 (the fact itself)
    """Empty where nobody said."""
    if value is None:
        return ""
    return _("yes") if value else _("no")


def employment(posting: Posting) -> str:
    return " / ".join(str(Employment(one).label) for one in posting.employment)


def contracts(posting: Posting) -> str:
    return " / ".join(str(Contract(one).label) for one in posting.contracts)


def levels(posting: Posting) -> str:
    """The stated levels in their order; none between them is made up."""
    stated = set(posting.levels)
    return " / ".join(str(level.label) for level in Level if level in stated)


def years(posting: Posting) -> str:
    low, high = posting.years_min, posting.years_max
    if low is None and high is None:
        return ""
    if high is None:
        count = low or 0
        return ngettext("%(count)d+ year", "%(count)d+ years", count) % {"count": count}
    if not low:
        words = ngettext("up to %(count)d year", "up to %(count)d years", high)
        return words % {"count": high}
    if low == high:
        return ngettext("%(count)d year", "%(count)d years", high) % {"count": high}
    words = ngettext("%(low)d–%(high)d year", "%(low)d–%(high)d years", high)
    return words % {"low": low, "high": high}


def language_need(need: PostingLanguageNeed) -> str:
    """`English C1`; a level that was not stated is not made up."""
    words = f"{formats.language_name(need.code)} {need.level}".strip()
    if need.is_required:
        return words
    return _("%(language)s, nice to have") % {"language": words}


def languages(posting: Posting) -> str:
    return " · ".join(language_need(need) for need in posting.language_needs.all())


def skills(posting: Posting, *, required: bool) -> list[str]:
    return [
        need.skill.name
        for need in posting.skill_needs.all()
        if need.is_required is required
    ]


def written_in(posting: Posting) -> str:
    return str(PostingLanguage(posting.language).label)
