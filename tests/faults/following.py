"""Runs on a board's own database: readers who follow it, and postings that come and go.

What it did is printed as one line of JSON at the end.
"""

import json
import random
import sys
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection, transaction

from accounts.models import User
from postings.lifecycle import alert as deeds
from postings.lifecycle.facts import SkillNeed
from postings.lifecycle.posting import do as take
from postings.management.demo.people import make_cast
from postings.models import Alert, Posting
from postings.permissions import AlertHolder
from postings.search.criteria import Criteria
from tests import build

SKILLS = ("Python", "Go", "Rust", "Elixir")
HELD_BACK = (0, 0, 0, 3)


def insisted(work: Callable[[], Any]) -> Any:
    """Do it until it is done: the servers may be away for a while."""
    while True:
        try:
            return work()
        except Exception as error:
            sys.stderr.write(f"{type(error).__name__}\n")
            connection.close()
            time.sleep(0.5)


def follow(count: int) -> dict[str, str]:
    """So many readers, each of one skill; the slug of each address."""
    wanted = {}
    for number in range(count):
        slug = SKILLS[number % len(SKILLS)].lower()
        email = f"reader{number:03}@example.com"
        wishes = deeds.Wishes("en", "at_once", 8, "America/Sao_Paulo")
        criteria = Criteria(skill=(slug,))
        alert = deeds.create_alert(criteria, wishes, by=None, email=email)
        assert alert
        by = AlertHolder(alert.pk)
        deeds.confirm_alert(alert, by=by, version=alert.version)
        wanted[email] = slug
    while Alert.objects.filter(since=None).exists():
        time.sleep(0.2)
    return wanted


class Publisher:
    """Publishes, edits, freezes and releases; some of it is committed late."""

    def __init__(self, seed: int, skills: Sequence[str]) -> None:
        self.cast: dict[str, User] = make_cast()
        self.skills = skills
        self.dice = random.Random(seed)
        self.late: list[threading.Thread] = []
        # The title of each posting: its skills over time, and when it was published.
        self.known: dict[str, dict[str, Any]] = {}

    def publish(self, title: str) -> None:
        skill = self.dice.choice(self.skills)
        held = self.dice.choice(HELD_BACK)
        self.known[title] = {"skills": [skill.lower()], "touched": False, "at": 0}
        work = lambda: self.write(title, skill, held)  # noqa: E731
        if held:
            self.late.append(threading.Thread(target=insisted, args=[work]))
            self.late[-1].start()
        else:
            insisted(work)

    def write(self, title: str, skill: str, held: int) -> None:
        if not Posting.objects.filter(title=title).exists():
            with transaction.atomic():
                build.posting(self.cast, title=title, skills=[SkillNeed(skill)])
                time.sleep(held)
        self.known[title]["at"] = time.time()
        if held:
            connection.close()

    def touch(self) -> None:
        """Something happens to one that is open."""
        row = insisted(
            lambda: Posting.objects.filter(status="live").order_by("?").first()
        )
        if row is None or row.title not in self.known:
            return
        known = self.known[row.title]
        known["touched"] = True
        if self.dice.random() < 0.5:
            skill = self.dice.choice(self.skills)
            known["skills"].append(skill.lower())
            insisted(lambda: self.edit(row, skill))
        else:
            insisted(lambda: self.freeze(row))

    def edit(self, row: Posting, skill: str) -> None:
        current = Posting.objects.get(pk=row.pk)
        if current.status == "live":
            facts = {"skills": [SkillNeed(skill)]}
            by: Any = {"by": self.cast["owner"], "version": current.version}
            take("revise", current, facts=facts, **by)

    def freeze(self, row: Posting) -> None:
        current = Posting.objects.get(pk=row.pk)
        if current.status == "live":
            build.do("freeze", current, self.cast["moderator"])
        if current.status == "frozen":
            build.do("release", current, self.cast["moderator"])


def main(
    *, readers: int, postings: int, pause: float, seed: int, name: str, skills: str = ""
) -> None:
    """So many readers, then so many postings called `<name> 0000` and on.

    skills: with commas; of which a posting needs one. Without, of all four.
    """
    wanted = follow(readers)
    publisher = Publisher(seed, skills.split(",") if skills else SKILLS)
    for number in range(postings):
        publisher.publish(f"{name} {number:04}")
        if len(publisher.skills) > 1 and publisher.dice.random() < 0.3:
            publisher.touch()
        time.sleep(pause)
    for thread in publisher.late:
        thread.join()
    print(json.dumps({"readers": wanted, "postings": publisher.known}), flush=True)
