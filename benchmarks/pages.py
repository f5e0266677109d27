"""Our pages, and the same pages as they are written without a thought."""

from collections.abc import Callable, Iterator

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import Client, RequestFactory, override_settings

from jobboard.generations import raise_now
from postings.models import Posting, Status
from postings.search.conditions import Prepared
from postings.search.criteria import Criteria
from postings.search.query import find
from postings.views import listing
from postings.views.reader import asked_of

Work = Callable[[], object]
DEEP = 100
HOST = {"host": "localhost"}

NAIVE_LIST = Template(
    "{% for p in page %}<h2>{{ p.title }}</h2><p>{{ p.company.name }}</p>"
    "{% for s in p.skills.all %}<i>{{ s.name }}</i>{% endfor %}"
    "{% for l in p.language_needs.all %}<i>{{ l.code }}</i>{% endfor %}{% endfor %}"
)


def naive_rows(number: int) -> list[Posting]:
    rows = Posting.objects.filter(status=Status.LIVE).order_by("-published_at")
    return list(Paginator(rows, 20).page(number).object_list)


def naive_list(number: int) -> str:
    return NAIVE_LIST.render(Context({"page": naive_rows(number)}))


def pairs() -> Iterator[tuple[str, Work, Work]]:
    """(name, ours, naive); ours goes through all middleware, the naive one does not."""
    client = Client(headers=HOST)
    search, cursor = Prepared(Criteria()), ""
    for _ in range(DEEP - 1):
        cursor = find(search, size=20, cursor=cursor).next or ""
    yield "the list", lambda: client.get("/en/jobs/"), lambda: naive_list(1)
    yield (
        f"page {DEEP} of the list",
        lambda: client.get("/en/jobs/", {"cursor": cursor}),
        lambda: naive_list(DEEP),
    )


def before_templates() -> Iterator[tuple[str, Work]]:
    """What the list does before it is written: counts and cards kept, the page not."""
    request = RequestFactory().get("/en/jobs/", {"from": "CO"}, headers=HOST)
    request.user = AnonymousUser()

    @override_settings(PAGE_CACHE_SECONDS=60)
    def prepare() -> object:
        return listing.context_of(request, asked_of(request))

    def prepare_anew() -> object:
        raise_now()
        return prepare()

    yield "the list before its template", prepare
    yield "the same after a change", prepare_anew
