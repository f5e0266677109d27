"""The grammar: criteria and canonical query strings are each other's image."""

from decimal import Decimal
from urllib.parse import parse_qsl, urlencode

import pytest
from django.http import QueryDict  # noqa: TID251 (a query string is what is parsed)
from hypothesis import given, settings, strategies as st

from postings.pay import CURRENCIES, Period
from postings.regions import COUNTRIES
from postings.search.criteria import RADIUS_KM, Criteria, Scope, Skills, Sort
from postings.search.fields import UnreadableText
from postings.search.parsing import DAYS, Refused, from_query, parse
from postings.vocabulary import Contract, Employment, Level, Workplace

SLUGS = st.from_regex(r"[a-z]{1,8}(-[a-z0-9]{1,8})?", fullmatch=True)
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=40
)


def some(values) -> st.SearchStrategy:
    return st.lists(st.sampled_from([*values]), max_size=4).map(tuple)


criteria = st.builds(
    Criteria,
    q=st.lists(st.from_regex(r'[a-z+#."-]{1,9}', fullmatch=True), max_size=5).map(
        " ".join
    ),
    country=st.sampled_from(["", *sorted(COUNTRIES)]),
    speaks=st.dictionaries(
        st.sampled_from(["en", "pt", "es", "fr"]),
        st.sampled_from(["none", "A1", "B2", "C2"]),
    ).map(lambda levels: tuple(f"{code}-{level}" for code, level in levels.items())),
    years=st.none() | st.integers(0, 50),
    workplace=some(Workplace.values),
    place=st.sampled_from(["", "3688689", "São Paulo", "Bogotá, Colombia"]),
    radius=st.none() | st.integers(1, 500),
    level=some([*Level.values, "unstated"]),
    skill=st.lists(SLUGS, max_size=4).map(tuple),
    skills=st.sampled_from([*Skills]),
    pay=st.none() | st.decimals("0.01", 10**10, places=2),
    currency=st.sampled_from(CURRENCIES),
    period=st.sampled_from(Period.values),
    undisclosed=st.sampled_from(["include", "exclude"]),
    employment=some(Employment.values),
    contract=some(Contract.values),
    overlap=st.none() | st.integers(1, 12),
    tz=st.sampled_from(["", "America/Bogota", "Europe/Lisbon"]),
    language=some(["pt", "es", "en"]),
    company=st.just("") | SLUGS,
    within=st.sampled_from(["", *DAYS]),
    sort=st.sampled_from(["", *Sort]),
    scope=st.sampled_from([*Scope]),
)


@settings(max_examples=400, deadline=None)
@given(criteria)
def test_a_canonical_query_string_means_what_it_was_made_of(search):
    again = from_query(search.query())
    assert again == search
    assert again.hash == search.hash
    assert again.query() == search.query()


@settings(max_examples=200, deadline=None)
@given(criteria)
def test_the_canonical_form_is_sorted_and_says_nothing_twice(search):
    pairs = parse_qsl(search.query(), keep_blank_values=True)
    assert pairs == sorted(set(pairs))
    assert all(value for _name, value in pairs)


@settings(max_examples=200, deadline=None)
@given(criteria)
def test_taking_everything_out_leaves_the_search_for_everything(search):
    names = {name for name, _value in search.pairs()}
    assert search.without(*names) == Criteria()


@given(WORDS)
@settings(max_examples=200, deadline=None)
def test_whatever_is_typed_is_words_or_a_notice(words):
    asked = parse(QueryDict(urlencode({"q": words})), is_strict=False)
    assert asked.notices or asked.criteria.q is not None


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("", ""),
        ("q=+python++django+", "q=python+django"),
        ("q=%E2%80%8Bpython", "q=python"),
        ("level=senior&level=mid&level=senior", "level=mid&level=senior"),
        ("from=co", "from=CO"),
        ("from=any", ""),
        ("speaks=EN-c1&speaks=PT-NONE", "speaks=en-C1&speaks=pt-none"),
        ("skill=C%2B%2B&skill=Node.js", "skill=cpp&skill=nodejs"),
        ("skill=python&skills=any", "skill=python"),
        ("skill=python&skill=go&skills=any", "skill=go&skill=python&skills=any"),
        ("pay=5000.00&currency=USD&period=month", "pay=5000"),
        ("pay=5000.5&currency=BRL", "currency=BRL&pay=5000.5"),
        ("sort=newest", ""),
        ("sort=relevance", ""),
        ("q=a&sort=relevance", "q=a"),
        ("q=a&sort=newest", "q=a&sort=newest"),
        ("sort=pay", "sort=pay"),
        ("scope=all", ""),
        ("scope=all&from=BR", "from=BR&scope=all"),
        (f"place=123&radius={RADIUS_KM}", "place=123"),
        ("undisclosed=include", ""),
        ("company=acme&within=7d", "company=acme&within=7d"),
    ],
)
def test_the_canonical_form_of(query, canonical):
    assert parse(QueryDict(query), is_strict=True).criteria.query() == canonical


BAD = [
    ("colour=red", "colour", "unknown"),
    ("from=XX", "from", "invalid"),
    ("from=", None, None),
    ("speaks=en", "speaks", "invalid"),
    ("speaks=en-B7", "speaks", "invalid"),
    ("speaks=en-B1&speaks=en-B2", "speaks", "twice"),
    ("years=-1", "years", "min_value"),
    ("years=9e9", "years", "invalid"),
    ("years=51", "years", "max_value"),
    ("workplace=moon", "workplace", "invalid"),
    ("level=senior&level=god", "level", "invalid"),
    ("skill=%F0%9F%8C%8E", "skill", "invalid"),
    ("pay=NaN", "pay", "invalid"),
    ("pay=Infinity", "pay", "invalid"),
    ("pay=-1", "pay", "min_value"),
    ("pay=1e30", "pay", "max_value"),
    ("pay=1.234", "pay", "max_decimal_places"),
    ("currency=XAU", "currency", "invalid"),
    ("period=decade", "period", "invalid"),
    ("overlap=4", "overlap", "incomplete"),
    ("radius=10", "radius", "incomplete"),
    ("place=1&radius=0", "radius", "min_value"),
    ("tz=Mars/Olympus", "tz", "invalid"),
    ("company=Acme%20Inc", "company", "invalid"),
    ("within=2d", "within", "invalid"),
    ("sort=best", "sort", "invalid"),
    ("scope=theirs", "scope", "invalid"),
    ("page_size=0", "page_size", "min_value"),
    ("page_size=101", "page_size", "max_value"),
    ("years=3&years=4", "years", "twice"),
    ("q=" + "a" * 201, "q", "max_length"),
    ("q=" + "a+" * 25, "q", "too-many"),
    ("&".join(f"skill=s{n}" for n in range(200)), "skill", "too-many"),
]


@pytest.mark.parametrize(("query", "name", "code"), BAD)
def test_a_program_is_told_what_is_wrong_with_its_search(query, name, code):
    if name is None:
        assert parse(QueryDict(query), is_strict=True).criteria == Criteria()
        return
    with pytest.raises(Refused) as refused:
        parse(QueryDict(query), is_strict=True)
    (notice,) = refused.value.notices
    assert (notice.name, notice.code) == (name, code)
    assert notice.words


@pytest.mark.parametrize(("query", "name", "code"), BAD)
def test_a_person_s_search_goes_on_without_what_is_wrong(query, name, code):
    asked = parse(QueryDict(f"{query}&language=pt"), is_strict=False)
    assert asked.criteria.language == ("pt",)
    if code not in {"unknown", None} and "years=3" not in query:
        assert [notice.name for notice in asked.notices] == [name]
    else:
        assert asked.notices == ()


@pytest.mark.parametrize("is_strict", [True, False])
@pytest.mark.parametrize("query", ["q=a%00b", "skill=a%0Ab", "from=%1f", "q=%7f"])
def test_a_control_character_is_never_part_of_a_search(query, is_strict):
    with pytest.raises(UnreadableText):
        parse(QueryDict(query), is_strict=is_strict)


@pytest.mark.parametrize(
    ("query", "is_bare"),
    [("", True), ("utm_source=x", True), ("cursor=x", True), ("from=any", False)],
)
def test_a_bare_address_asks_for_nothing(query, is_bare):
    assert parse(QueryDict(query), is_strict=False).is_bare is is_bare


def test_chips_and_facets_make_their_links_of_the_criteria():
    search = Criteria(q="api", country="CO", level=("senior",), pay=Decimal(5000))
    assert search.without("from").query() == "level=senior&pay=5000&q=api"
    assert search.adding("level", "mid").level == ("mid", "senior")
    assert search.dropping("level", "senior") == search.without("level")
    assert search.with_(years=3).reader.years == 3
