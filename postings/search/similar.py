"""Postings like this one: shared skills first, then level, workplace and language."""

from postings.models import Posting
from postings.search.conditions import Moment
from postings.search.query import fetch

SHOWN = 6
LOOKED_AT = 500
SQL = """
    SELECT posting_id FROM (
        SELECT posting_id, published_at,
            3 * (SELECT count(*) FROM unnest(skills) one WHERE one = ANY(%(skills)s))
            + CASE WHEN levels && %(levels)s::varchar[] THEN 2 ELSE 0 END
            + CASE WHEN workplace = %(workplace)s THEN 1 ELSE 0 END
            + CASE WHEN language = %(language)s THEN 1 ELSE 0 END AS score
        FROM posting_document
        WHERE skills && %(skills)s::varchar[] AND posting_id <> %(posting)s
            AND valid_through > %(at)s
        ORDER BY published_at DESC, posting_id DESC LIMIT %(looked_at)s
    ) newest
    ORDER BY score DESC, published_at DESC, posting_id DESC LIMIT %(limit)s
"""


def similar(
    posting: Posting, *, limit: int = SHOWN, moment: Moment | None = None
) -> list[int]:
    """The ids of up to `limit` postings that share a skill, the most alike first.

    Scored are the newest five hundred that share one. A posting that names no skill
    has none that are like it.
    """
    at = (moment or Moment()).at
    skills = [need.skill.slug for need in posting.skill_needs.all()]
    if not skills:
        return []
    values = {
        "skills": skills,
        "levels": posting.levels,
        "workplace": posting.workplace,
        "language": posting.language,
        "posting": posting.pk,
        "at": at,
        "looked_at": LOOKED_AT,
        "limit": limit,
    }
    return [key for (key,) in fetch(SQL, values)]
