"""Words as somebody types them, as a text search query of the database.

Words, "phrases", -minus, and OR between two neighbours; the last word also finds
what begins with it. A word that is any name of a skill also finds the postings that
ask for the skill under another name (golang, go); c, r and go find nothing else.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from postings.vocabulary import known_skills, spelling

TOKEN = re.compile(r'(?P<minus>-?)"(?P<phrase>[^"]*)"?|(?P<word>\S+)')
OR = "OR"
LONGEST_NAME = 4
# Names of skills that are also letters or words of any text.
AMBIGUOUS = frozenset({"c", "r", "go"})
# A skill's own lexeme, which no text can hold.
MARK = "="


@dataclass(frozen=True)
class Term:
    """One word or phrase; a prefix also finds longer words.

    is_name: several words that together are a skill's name, in any order of a text.
    """

    text: str
    is_negated: bool = False
    is_prefix: bool = False
    is_name: bool = False

    @property
    def skill(self) -> str:
        """The slug of the skill that the term names, or empty."""
        return skill_names().get(spelling(self.text), "")

    @property
    def is_only_a_skill(self) -> bool:
        """Whether the bare letters would find anything else, too."""
        return spelling(self.text) in AMBIGUOUS


@cache
def skill_names() -> dict[str, str]:
    """The slug for every spelling of the vocabulary."""
    return {
        spelling(name): skill.slug
        for skill in known_skills()
        for name in (*skill.aliases, skill.name)
    }


def parse(q: str) -> list[list[Term]]:
    """The terms: each group has to be met, by any of its members.

    Whatever is typed has a meaning; nothing is an error.
    """
    groups: list[list[Term]] = []
    joins = False
    for token in named(list(tokens(q))):
        if token is None:
            joins = bool(groups)
        elif joins:
            groups[-1].append(token)
            joins = False
        else:
            groups.append([token])
    return groups


def named(given: Sequence[Term | None]) -> Iterator[Term | None]:
    """The same terms, with words that together are a skill's name made one."""
    start = 0
    while start < len(given):
        size = LONGEST_NAME
        while size > 1 and not is_name(given[start : start + size]):
            size -= 1
        if size > 1:
            parts = [term.text for term in given[start : start + size] if term]
            yield Term(" ".join(parts), is_name=True)
        else:
            yield given[start]
        start += size


def is_name(terms: Sequence[Term | None]) -> bool:
    """Whether these plain words are, together, one skill's name."""
    words = [t.text for t in terms if t and not t.is_negated and " " not in t.text]
    is_plain = len(words) == len(terms) > 1
    return is_plain and spelling(" ".join(words)) in skill_names()


def tokens(q: str) -> Iterator[Term | None]:
    """Terms in their order; None is an OR."""
    for found in TOKEN.finditer(q):
        phrase, word = found["phrase"], found["word"]
        if phrase is not None:
            if phrase.strip():
                yield Term(phrase.strip(), is_negated=bool(found["minus"]))
        elif word == OR:
            yield None
        else:
            yield from terms_of(word, is_last=found.end() == len(q))


def terms_of(word: str, *, is_last: bool) -> Iterator[Term]:
    """A word, or the words on both sides of a slash that is no skill's own."""
    minus = word.startswith("-") and len(word) > 1
    word = word[1:] if minus else word
    whole = Term(word)
    parts = [word] if whole.skill else [part for part in word.split("/") if part]
    for part in parts:
        if not any(letter.isalnum() for letter in part):
            continue
        is_prefix = is_last and not minus and not Term(part).skill
        yield Term(part, is_negated=minus, is_prefix=is_prefix)


def as_sql(q: str) -> tuple[str, list[object]]:
    """An expression of type tsquery and its parameters, for a q that is not empty."""
    groups, parameters = [], []
    for group in parse(q):
        members = []
        for term in group:
            sql, values = term_sql(term)
            members.append(sql)
            parameters += values
        groups.append(f"({' || '.join(members)})")
    return " && ".join(groups) or "''::tsquery", parameters


def term_sql(term: Term) -> tuple[str, list[object]]:
    parts = term.text.split() if term.is_name else [term.text]
    words = " && ".join(["search_term(%s, %s)"] * len(parts))
    values: list[object] = [one for part in parts for one in (part, term.is_prefix)]
    skill = f"'{MARK}{term.skill}'"
    if term.is_only_a_skill:
        words, values = "%s::tsquery", [skill]
    elif term.skill:
        words, values = f"(({words}) || %s::tsquery)", [*values, skill]
    return (f"!!{words}" if term.is_negated else words), values
