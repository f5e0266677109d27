"""What a reader hides is in no list, no count and no facet, and is counted apart."""

import random
import re
from collections import Counter

import pytest

from accounts.models import Company
from postings.lifecycle.reading import hide
from postings.models import Posting, PostingDocument
from postings.search.conditions import Prepared
from postings.search.criteria import Criteria
from postings.search.facets import count_facets
from postings.search.hidden import hidden_by, hidden_count, words_of_title
from postings.search.hiding import Hiding, word_to_hide
from postings.search.query import count, find, outside
from postings.search.relaxing import wider_searches
from postings.search.similar import similar
from tests import build
from tests.postings.search import corpus

WORDS = ("python", "react", "lima", "drivers", "calm team", "go", "c++", "nowhere")
SEARCHES = [
    Criteria(),
    Criteria(q="engineer"),
    Criteria(country="CO", speaks=("en-B2",)),
    Criteria(workplace=("remote",), sort="pay"),
    Criteria(skill=("react",), scope="all", country="BR"),
]


@pytest.fixture
def board(cast):
    return corpus.fill(cast)


def text_of(posting: Posting) -> str:
    skills = [need.skill.name for need in posting.skill_needs.all()]
    company = posting.company.name if posting.company else ""
    return " ".join([posting.title, posting.description, company, *skills]).casefold()


def has_word(posting: Posting, word: str) -> bool:
    """As a person would say; `go` is the skill and not the verb."""
    if word == "go":
        return "go" in {need.skill.slug for need in posting.skill_needs.all()}
    return bool(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text_of(posting)))


def is_hidden(posting: Posting, hiding: Hiding) -> bool:
    return (
        posting.pk in hiding.postings
        or posting.company_id in hiding.companies
        or any(has_word(posting, word) for word in hiding.words)
    )


def some_hidings(board: dict[str, Posting]) -> list[Hiding]:
    dice = random.Random(11)
    keys = [posting.pk for posting in board.values()]
    globex = Company.objects.get(slug="globex").pk
    return [
        Hiding(
            postings=frozenset(dice.sample(keys, dice.randint(0, 4))),
            companies=frozenset(dice.sample([globex], dice.randint(0, 1))),
            words=tuple(dice.sample(WORDS, dice.randint(0, 3))),
        )
        for _ in range(25)
    ]


@pytest.mark.parametrize("criteria", SEARCHES, ids=Criteria.query)
def test_list_counts_and_facets_are_those_of_brute_force(board, criteria):
    Posting.objects.filter(pk=board["bare"].pk).update(company=None, source_name="X")
    PostingDocument.objects.keep([board["bare"].pk])
    everything = {one.pk: one for one in Posting.objects.live().with_facts()}
    before = find(Prepared(criteria), size=50).ids
    for hiding in some_hidings(board):
        search = Prepared(criteria, hiding=hiding)
        left = [key for key in before if not is_hidden(everything[key], hiding)]
        assert find(search, size=50).ids == left, hiding
        assert count(search).number == len(left), hiding
        assert hidden_count(search).number == len(before) - len(left), hiding
        facets = count_facets(search).values
        documents = PostingDocument.objects.filter(pk__in=left)
        if "workplace" not in dict(criteria.pairs()):
            assert facets["workplace"] == Counter(one.workplace for one in documents)
        levels = Counter(level for one in documents for level in one.levels)
        assert facets["level"] == levels, hiding


def test_what_is_beyond_the_reader_s_reach_is_counted_without_the_hidden(board):
    criteria = Criteria(country="CO")
    beyond = outside(Prepared(criteria))["from"].number
    everywhere = set(find(Prepared(Criteria()), size=50).ids)
    one = min(everywhere - set(find(Prepared(criteria), size=50).ids))
    search = Prepared(criteria, hiding=Hiding(postings=frozenset({one})))
    assert outside(search)["from"].number == beyond - 1
    assert hidden_count(search).number == 0


def test_what_would_help_does_not_bring_back_the_hidden(board):
    criteria = Criteria(q="python", workplace=("onsite",))
    options = {one.name: one.count.number for one in wider_searches(Prepared(criteria))}
    assert options == {"q": 2, "workplace": 1}
    hiding = Hiding(postings=frozenset({board["python-br"].pk}))
    wider = wider_searches(Prepared(criteria, hiding=hiding))
    assert {one.name: one.count.number for one in wider} == {"q": 2}


def test_what_is_hidden_is_similar_to_nothing(cast):
    one, other, third = (build.posting(cast) for _ in range(3))
    assert similar(one) == [third.pk, other.pk]
    assert similar(one, hiding=Hiding(postings=frozenset({third.pk}))) == [other.pk]
    assert similar(one, hiding=Hiding(words=("ledger",))) == []


def test_a_page_is_whole_and_its_cursor_holds_when_something_is_hidden(board):
    keys = find(Prepared(Criteria()), size=50).ids
    first = find(Prepared(Criteria()), size=4)
    hiding = Hiding(postings=frozenset(keys[3:6]))
    search = Prepared(Criteria(), hiding=hiding)
    assert find(search, size=4, cursor=first.next).ids == keys[6:10]
    assert find(search, size=4).ids == [*keys[:3], keys[6]]


def test_hiding_nothing_costs_and_changes_nothing(board, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert hidden_count(Prepared(Criteria())).number == 0
    assert "hidden" not in Prepared(Criteria()).conditions


def test_an_account_s_hiding_is_one_query(cast, board, django_assert_num_queries):
    acme = Company.objects.get(slug="acme")
    what = Hiding(frozenset({board["seed"].pk}), frozenset({acme.pk}), ("react", "php"))
    hide(what, by=cast["candidate"])
    with django_assert_num_queries(1):
        assert hidden_by(cast["candidate"]) == what
    assert len(hidden_by(cast["stranger"])) == 0


@pytest.mark.parametrize(
    ("title", "words"),
    [
        (
            "Senior / Principal Backend Engineer (Ruby on Rails)",
            ["Senior", "Principal", "Backend", "Engineer", "Ruby on Rails"],
        ),
        ("C++, C# & .NET – Node.js!", ["C++", "C#", ".NET", "Node.js"]),
        ("Pessoa desenvolvedora de dados", ["Pessoa", "desenvolvedora", "dados"]),
        ("Go go GO", ["Go"]),
        ("The and of", []),
        ("– & –", []),
        ("-php OR -", ["php"]),
    ],
)
def test_the_words_of_a_title_are_offered_as_they_are_written(db, title, words):
    assert words_of_title(title) == words


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("  Tech   Lead ", "tech lead"),
        ("PHP", "php"),
        (".NET", ".net"),
        ("", ""),
        ("&&&", ""),
        ("a\x00b", ""),
        ("x" * 41, ""),
        ("ß" * 21, ""),
    ],
)
def test_a_word_has_one_spelling(text, word):
    assert word_to_hide(text) == word
