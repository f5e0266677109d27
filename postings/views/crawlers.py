"""What search engines ask for: robots.txt (RFC 9309) and the sitemaps."""

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from jobboard.addresses import absolute
from postings.publishing import sitemaps

# Doors, not pages: nothing behind them is for a list of results.
CLOSED = (
    "/admin/",
    "/language/",
    "/*/accounts/",
    "/*/desk/",
    "/*/jobs/*/apply/",
    "/*/jobs/*/save/",
    "/*/jobs/*/hide/",
)
XML = "application/xml; charset=utf-8"
JOBS = re.compile(r"jobs-(\d{1,4})-(\d{1,4})")

fresh = cache_control(public=True, no_cache=True)


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED)]
    lines += ["", f"Sitemap: {absolute(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@fresh
@require_safe
def sitemap(_request: HttpRequest) -> HttpResponse:
    xml = sitemaps.to_xml("sitemapindex", sitemaps.index())
    return HttpResponse(xml, content_type=XML)


@fresh
@require_safe
def sitemap_part(_request: HttpRequest, name: str) -> HttpResponse:
    """One of the files that the index names."""
    sections = {"pages": sitemaps.pages, "companies": sitemaps.companies}
    if name in sections:
        entries = list(sections[name]())
    elif match := JOBS.fullmatch(name):
        entries = jobs_of_part(*map(int, match.groups()))
    else:
        raise Http404
    return HttpResponse(sitemaps.to_xml("urlset", entries), content_type=XML)


def jobs_of_part(count: int, number: int) -> list[sitemaps.Entry]:
    try:
        return list(sitemaps.jobs(count, number))
    except ValueError as error:
        raise Http404 from error
