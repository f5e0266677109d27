"""What is a reader's own in a search: what they hid, and what is new to them."""

import re
from collections.abc import Sequence
from datetime import datetime

from accounts.models import User
from jobboard.replicas import fetch
from postings.models import Hidden
from postings.search import words
from postings.search.conditions import Prepared, both
from postings.search.hiding import Hiding, word_to_hide, words_as_sql
from postings.search.query import COUNTED, Count

# Brackets, commas and the like stand around words; + # . - / stand in them.
PIECE = re.compile(r"\.?[\w][\w+#.\-/]*")


def hidden_by(user: User) -> Hiding:
    """What this person has hidden."""
    rows = Hidden.objects.filter(user=user)
    found = list(rows.values_list("posting_id", "company_id", "word"))
    return Hiding(
        postings=frozenset(key for key, _company, _word in found if key),
        companies=frozenset(key for _posting, key, _word in found if key),
        words=tuple(word for _posting, _company, word in found if word),
    )


def hidden_count(search: Prepared) -> Count:
    """How many more postings the list would have if the reader hid nothing."""
    hiding = search.conditions.get("hidden")
    if hiding is None:
        return Count(0)
    others = both(search.without("hidden"))
    sql = (
        "SELECT count(*) FROM (SELECT 1 FROM posting_document"
        f" WHERE {others.sql} AND NOT ({hiding.sql}) LIMIT {COUNTED + 1}) found"
    )
    number = int(fetch(sql, [*others.parameters, *hiding.parameters])[0][0])
    return Count(min(number, COUNTED), is_capped=number > COUNTED)


def new_count(search: Prepared, since: datetime) -> Count:
    """How many postings of the list were published after this moment."""
    where = search.where
    sql = (
        "SELECT count(*) FROM (SELECT 1 FROM posting_document"
        f" WHERE {where.sql} AND published_at > %s LIMIT {COUNTED + 1}) found"
    )
    number = int(fetch(sql, [*where.parameters, since])[0][0])
    return Count(min(number, COUNTED), is_capped=number > COUNTED)


def words_of_title(title: str) -> list[str]:
    """The words of a title that could be hidden, each once, as they are written.

    What several words name together, such as a skill, is one; what stands in any
    text, such as `the`, is none.
    """
    pieces = " ".join(piece.rstrip(".-/") for piece in PIECE.findall(title))
    terms = words.named(list(words.tokens(pieces)))
    texts = [term.text for term in terms if term]
    found = {word: text for text in reversed(texts) if (word := word_to_hide(text))}
    return [found[word] for word in telling(list(reversed(found)))]


def telling(given: Sequence[str]) -> list[str]:
    """Those of the words that a search can look for at all."""
    if not given:
        return []
    terms = [words_as_sql((word,)) for word in given]
    tests = ", ".join(f"numnode({sql}) > 0" for sql, _values in terms)
    values = [value for _sql, parameters in terms for value in parameters]
    (answers,) = fetch(f"SELECT {tests}", values)
    return [word for word, is_telling in zip(given, answers, strict=True) if is_telling]
