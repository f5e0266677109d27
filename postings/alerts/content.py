"""What a digest carries: what is new to its alert, open, and fits, as of now."""

from dataclasses import dataclass, field, replace

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from jobboard.rows import fetch
from postings.models import Alert, Digest, Match, Posting, Suppression
from postings.models.posting import PostingQuerySet
from postings.search.conditions import Moment, Prepared
from postings.search.criteria import Criteria
from postings.search.following import criteria_of
from postings.search.hidden import hidden_by
from postings.search.hiding import NOTHING_HIDDEN

# So many postings are told with their facts, and so many in all by their title.
SHOWN, NAMED = 20, 100


@dataclass(frozen=True)
class Content:
    """What a digest carries: postings as on cards, others by title, how many in all."""

    alert: Alert
    criteria: Criteria
    moment: Moment
    postings: list[Posting] = field(default_factory=list)
    others: list[Posting] = field(default_factory=list)
    count: int = 0

    @property
    def told(self) -> list[int]:
        """The postings that the reader learns of by this mail."""
        return [posting.pk for posting in (*self.postings, *self.others)]


def news(digest: Digest, until: int) -> list[int]:
    """The postings that the digest may carry: news up to this position, not yet told."""
    alert = Alert.objects.select_related("search", "user").get(pk=digest.alert_id)
    ids = list(
        news_of(alert).filter(position__lte=until).values_list("posting", flat=True)
    )
    told = told_before(alert, ids)
    return fitting([key for key in ids if key not in told], prepared(alert))


def build(digest: Digest) -> Content:
    """What of a settled digest may be told now.

    A posting that has been edited since is in it as it is now. Where the alert follows
    another search by now, nothing of the former one is left.
    """
    alert = Alert.objects.select_related("search", "user").get(pk=digest.alert_id)
    search = prepared(alert)
    content = Content(alert, search.criteria, search.moment)
    if not may_be_told(alert):
        return content
    still = news_of(alert).filter(posting__in=digest.posting_ids)
    found = fitting(list(still.values_list("posting", flat=True)), search)
    best = best_first(Posting.objects.live(search.moment.at).filter(pk__in=found))
    return replace(
        content,
        postings=list(best.with_facts()[:SHOWN]),
        others=list(best.select_related("company")[SHOWN:NAMED]),
        count=best.count(),
    )


def may_be_told(alert: Alert) -> bool:
    """Whether there is a person who wants mail at this address, today."""
    is_there = alert.user is None or alert.user.is_active
    stops = Suppression.objects.stops(alert.address)
    return is_there and not stops and not alert.is_paused()


def news_of(alert: Alert) -> QuerySet[Match]:
    """Matches behind the cursor of an alert; none before it has begun to follow."""
    if alert.since is None:
        return Match.objects.none()
    since, cursor = alert.since, alert.cursor
    return Match.objects.filter(
        search=alert.search_id, first__gt=since, position__gt=cursor
    )


def told_before(alert: Alert, ids: list[int]) -> set[int]:
    """Those of these postings that a mail of the alert has carried."""
    done = Digest.objects.filter(alert=alert, done_at__isnull=False)
    rows = done.filter(posting_ids__overlap=ids).values_list("posting_ids", flat=True)
    return {key for keys in rows for key in keys}


def prepared(alert: Alert) -> Prepared:
    """The alert's search at this moment, without what its reader has hidden."""
    hiding = hidden_by(alert.user) if alert.user else NOTHING_HIDDEN
    return Prepared(criteria_of(alert.search.query), Moment(), hiding)


def fitting(ids: list[int], search: Prepared) -> list[int]:
    """Those of these postings that the search finds."""
    sql = f"SELECT posting_id FROM posting_document WHERE posting_id = ANY(%s) AND {search.where.sql}"  # noqa: S608 (constants)
    return [key for (key,) in fetch(sql, [ids, *search.where.parameters])]


def best_first(postings: PostingQuerySet) -> PostingQuerySet:
    """Those that say their pay come first, and of these the newest."""
    says_pay = ExpressionWrapper(~Q(pay_currency=""), BooleanField())
    return postings.order_by(says_pay.desc(), "-published_at", "-pk")
