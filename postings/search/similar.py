"""Postings like this one: shared skills first, then level, workplace and language."""

from jobboard.replicas import fetch
from postings.models import Posting
from postings.search.conditions import Moment
from postings.search.hiding import NOTHING_HIDDEN, Hiding

SHOWN = 6
LOOKED_AT = 500
SQL = """
    SELECT posting_id FROM (
        SELECT posting_id, published_at,
            3 * (SELECT count(*) FROM unnest(skills) one WHERE one = ANY(%s))
            + CASE WHEN levels && %s::varchar[] THEN 2 ELSE 0 END
            + CASE WHEN workplace = %s THEN 1 ELSE 0 END
            + CASE WHEN language = %s THEN 1 ELSE 0 END AS score
        FROM posting_document
        WHERE skills && %s::varchar[] AND posting_id <> %s
            AND valid_through > %s AND {not_hidden}
        ORDER BY published_at DESC, posting_id DESC LIMIT %s
    ) newest
    ORDER BY score DESC, published_at DESC, posting_id DESC LIMIT %s
"""


def similar(
    posting: Posting,
    *,
    limit: int = SHOWN,
    moment: Moment | None = None,
    hiding: Hiding = NOTHING_HIDDEN,
) -> list[int]:
    """The ids of up to `limit` postings that share a skill, the most alike first.

    Scored are the newest five hundred that share one. A posting that names no skill
    has none that are like it, and what the reader hides is like nothing.
    """
    at = (moment or Moment()).at
    skills = [need.skill.slug for need in posting.skill_needs.all()]
    if not skills:
        return []
    not_hidden, hidden = hiding.as_sql()
    alike = [skills, posting.levels, posting.workplace, posting.language]
    values = [*alike, skills, posting.pk, at, *hidden, LOOKED_AT, limit]
    found = fetch(SQL.format(not_hidden=not_hidden), values)
    return [key for (key,) in found]
