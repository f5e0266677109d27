"""What programs look for at the root of a site: llms.txt and security.txt."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

DAY = 86_400
# RFC 9116 asks for a date that is less than a year ahead.
GOOD_FOR = timedelta(days=180)
LLMS = """\
# {name}

> Open jobs for software developers in Latin America. Each posting keeps what its
> employer stated, and says null where nothing was stated: pay, region, language
> levels, hours in common. Nothing is guessed.

Everything on the pages can be had as JSON, without a key, up to {limit} requests a
minute. Please use it instead of reading pages; a page that has its like there names it
as `<link rel="alternate" type="application/json">`.

## The API

- [Open postings]({site}{postings}): the newest first, with cursors
- [Every change in order]({site}{changes}): keep a copy in step
- [Daily dumps]({site}{dumps}): all open postings as NDJSON
- [Companies]({site}{companies}) and [skills]({site}{skills})
- [What open jobs pay]({site}{insights}): quartiles by level, skill and country
- MCP (streamable HTTP, read-only, no key): `{site}{mcp}` with `search_postings` and
  `get_posting`
- [OpenAPI 3.1]({site}{schema}), and [the same to read]({site}{docs})

## Good to know

- `pay` is what is paid per `period` in `currency`; `max: null` is open-ended.
- `region.countries` are ISO 3166-1 codes; `region: null` is not stated, which is not
  worldwide.
- `description` is Markdown in the posting's `language` (pt, es or en).
"""


def text(body: str) -> HttpResponse:
    return HttpResponse(body, content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=DAY)
def llms(_request: HttpRequest) -> HttpResponse:
    """What a language model should know before it reads this site (llmstxt.org)."""
    names = {
        "postings": "api_posting_list",
        "changes": "api_changes",
        "dumps": "api_dump_list",
        "companies": "api_company_list",
        "insights": "api_insights",
        "skills": "api_skill_list",
        "mcp": "mcp",
        "schema": "api_schema",
        "docs": "api_docs",
    }
    addresses = {word: reverse(name) for word, name in names.items()}
    return text(
        LLMS.format(
            name=settings.SITE_NAME,
            site=settings.SITE_URL,
            limit=settings.API_RATE_ANONYMOUS,
            **addresses,
        )
    )


@require_safe
@cache_control(public=True, max_age=DAY)
def security(_request: HttpRequest) -> HttpResponse:
    """Whom to tell of a hole (RFC 9116)."""
    expires = (timezone.now() + GOOD_FOR).replace(microsecond=0)
    address = settings.SITE_URL + reverse("security_txt")
    lines = {
        "Contact": f"mailto:{settings.CONTACT_EMAIL}",
        "Expires": expires.isoformat().replace("+00:00", "Z"),
        "Preferred-Languages": "en, pt, es",
        "Canonical": address,
    }
    return text("".join(f"{name}: {value}\n" for name, value in lines.items()))
