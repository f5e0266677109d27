"""Enough postings to measure with; a run that was interrupted goes on."""

from collections.abc import Callable
from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone

from jobboard.markdown import to_html
from postings.models import Posting, PostingSkill, Skill, Status

BATCH = 500
TEXT = "We keep the ledger of forty shops.\n\n- Python\n- PostgreSQL\n\n" * 12


def fill(count: int, say: Callable[[str], None]) -> None:
    call_command("migrate", verbosity=0)
    skills = list(Skill.objects.order_by("pk")[:50])
    html, now = to_html(TEXT), timezone.now()
    while (there := Posting.objects.count()) < count:
        rows = Posting.objects.bulk_create(
            Posting(
                title=f"Engineer number {there + n}",
                language="en",
                description=TEXT,
                description_html=html,
                status=Status.LIVE,
                source_name="bench",
                levels=["senior"],
                countries=["BR"],
                region_includes=["BR"],
                published_at=now - timedelta(minutes=there + n),
                valid_through=now + timedelta(days=3650),
            )
            for n in range(min(BATCH, count - there))
        )
        PostingSkill.objects.bulk_create(
            PostingSkill(posting=row, skill=skills[(n + k) % len(skills)])
            for n, row in enumerate(rows)
            for k in range(4)
        )
        say(f"filled {there + len(rows)} of {count}")
