"""Twenty postings by our API, and by plain ModelSerializers through the same stack."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.test import Client, override_settings
from django.urls import path
from rest_framework import generics, pagination, serializers

import jobboard.urls
from postings.models import Posting, PostingLanguageNeed, PostingPlace, PostingSkill

Work = Callable[[], object]
AT_ONCE = 8
REQUESTS = 200


class NaiveSkill(serializers.ModelSerializer[PostingSkill]):
    class Meta:
        model = PostingSkill
        fields = ("skill", "is_required")
        depth = 1


class NaiveLanguage(serializers.ModelSerializer[PostingLanguageNeed]):
    class Meta:
        model = PostingLanguageNeed
        fields = ("code", "level", "is_required")


class NaivePlace(serializers.ModelSerializer[PostingPlace]):
    class Meta:
        model = PostingPlace
        fields = ("place",)
        depth = 1


class NaivePosting(serializers.ModelSerializer[Posting]):
    """What the tutorial would write, with its queries already prefetched."""

    language_needs = NaiveLanguage(many=True)
    skill_needs = NaiveSkill(many=True)
    place_rows = NaivePlace(many=True)

    class Meta:
        model = Posting
        exclude = ("skills", "places", "author")
        depth = 1


class NaivePages(pagination.CursorPagination):
    page_size = 20
    ordering = "-published_at"


class NaiveList(generics.ListAPIView[Posting]):
    serializer_class = NaivePosting
    pagination_class = NaivePages

    def get_queryset(self):  # type: ignore[no-untyped-def]
        return Posting.objects.live().with_facts()


urlpatterns = [
    path("api/v1/naive/", NaiveList.as_view()),
    *jobboard.urls.urlpatterns,
]


def a_second(work: Work) -> float:
    """Requests a second with eight at once, which is what a busy server meets."""
    with ThreadPoolExecutor(AT_ONCE) as pool:

        def rounds(count: int) -> float:
            began = time.perf_counter()
            list(pool.map(lambda _number: work(), range(count)))
            return count / (time.perf_counter() - began)

        rounds(2 * AT_ONCE)
        return rounds(REQUESTS)


def compare() -> tuple[float, float]:
    """(ours, naive) in requests a second, both through all middleware; the best of three."""
    client = Client(headers={"host": "localhost"})
    with override_settings(ROOT_URLCONF="benchmarks.api"):
        pairs = [
            (
                a_second(lambda: client.get("/api/v1/postings/")),
                a_second(lambda: client.get("/api/v1/naive/")),
            )
            for _round in range(3)
        ]
    ours, naive = zip(*pairs, strict=True)
    return max(ours), max(naive)
