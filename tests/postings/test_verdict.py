"""Can I take it? The one answer, against a brute-force reading of the rules."""

from datetime import date

import pytest
from hypothesis import given, settings, strategies as st

from postings import regions
from postings.forms.choices import ZONES
from postings.hours import Window, in_common
from postings.languages import RANKS
from postings.verdict import Answer, Need, Reader, Terms, Why, can_take

DAY = date(2026, 11, 22)
CODES = ["en", "pt", "es"]
rules = st.tuples(
    st.lists(st.sampled_from([*regions.MEMBERS, "BR", "CO", "US", "PR"]), max_size=3),
    st.lists(st.sampled_from(["CU", "VE", "eu", "south_america"]), max_size=2),
)
needs = st.lists(
    st.builds(Need, st.sampled_from(CODES), st.sampled_from(["", *RANKS])),
    unique_by=lambda need: need.code,
)
readers = st.builds(
    Reader,
    country=st.sampled_from(["", *sorted(regions.COUNTRIES)]),
    speaks=st.dictionaries(st.sampled_from(CODES), st.integers(0, 6)),
    years=st.none() | st.integers(0, 20),
    zone=st.sampled_from(["", *ZONES]),
)
windows = st.none() | st.builds(Window, st.sampled_from(ZONES))


def countries_of(rule) -> frozenset[str] | None:
    try:
        return regions.resolve(*rule)
    except ValueError:
        return None


def brute(terms: Terms, reader: Reader) -> str:
    """The rules read one by one, as decisions 11 to 14 have them."""
    answers = []
    if terms.countries == {"ZZ"}:
        answers += ["ask"] if reader.country else []
    elif not reader.country:
        answers += ["ask"]
    else:
        answers += ["yes" if reader.country in terms.countries else "no"]
    for need in terms.needs:
        if need.code not in reader.speaks:
            answers += ["ask"]
        elif need.level == "":
            answers += ["no" if reader.speaks[need.code] == 0 else "ask"]
        else:
            enough = (
                reader.speaks[need.code]
                >= ["A1", "A2", "B1", "B2", "C1", "C2"].index(need.level) + 1
            )
            answers += ["yes" if enough else "no"]
    if terms.years is None or reader.years is None:
        answers += [] if terms.years is None and reader.years is None else ["ask"]
    else:
        answers += ["yes" if reader.years >= terms.years else "no"]
    if terms.window is None or not reader.zone:
        answers += [] if terms.window is None and not reader.zone else ["ask"]
    else:
        least = terms.overlap or 9
        shared = in_common(terms.window, Window(reader.zone), DAY)
        answers += ["yes" if shared >= least else "no"]
    return "no" if "no" in answers else "ask" if "ask" in answers else "yes"


@settings(max_examples=500, deadline=None)
@given(
    rule=rules,
    needs=needs,
    years=st.none() | st.integers(0, 20),
    window=windows,
    overlap=st.none() | st.integers(1, 9),
    reader=readers,
)
def test_it_is_what_the_rules_say(rule, needs, years, window, overlap, reader):
    countries = countries_of(rule)
    if countries is None:
        return
    terms = Terms(countries, needs, years, window, overlap)
    assert can_take(terms, reader, on=DAY).answer == brute(terms, reader)


@pytest.mark.parametrize("country", sorted(regions.COUNTRIES))
def test_every_country_against_every_region(country):
    for region, members in regions.MEMBERS.items():
        terms = Terms(countries=regions.resolve([region]))
        verdict = can_take(terms, Reader(country=country), on=DAY)
        assert verdict.answer == ("yes" if country in members else "no")
    unstated = can_take(Terms(), Reader(country=country), on=DAY)
    assert unstated.answer == Answer.ASK
    assert unstated.reasons[0].why == Why.UNSTATED


SEED = Terms(regions.resolve(["latam"]), [Need("en", "C1")], 7)


@pytest.mark.parametrize(
    ("reader", "answer"),
    [
        (Reader("BR", {"en": 5}, 7), Answer.YES),
        (Reader("CO", {"en": 6, "es": 6}, 9), Answer.YES),
        (Reader("PT", {"en": 5}, 7), Answer.NO),
        (Reader("BR", {"en": 4}, 7), Answer.NO),
        (Reader("BR", {"en": 5}, 6), Answer.NO),
        (Reader("BR", {"pt": 6}, 7), Answer.ASK),
        (Reader("BR", {"en": 5}), Answer.ASK),
        (Reader(), Answer.ASK),
    ],
)
def test_the_seed_posting(reader, answer):
    assert can_take(SEED, reader, on=DAY).answer == answer


def test_nothing_stated_and_nothing_told_is_no_condition():
    verdict = can_take(Terms(), Reader(), on=DAY)
    assert (verdict.answer, verdict.reasons) == (Answer.YES, ())


def test_the_reasons_say_whose_word_is_missing():
    verdict = can_take(SEED, Reader("BR", years=9, zone="America/Bogota"), on=DAY)
    said = [(r.kind, r.answer, r.about, r.why) for r in verdict.reasons]
    assert said == [
        ("country", Answer.YES, "", None),
        ("language", Answer.ASK, "en", Why.UNTOLD),
        ("years", Answer.YES, "", None),
        ("hours", Answer.ASK, "", Why.UNSTATED),
    ]
