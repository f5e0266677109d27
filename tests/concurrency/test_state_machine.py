"""Whatever people press, in whatever order: an application stays legal (over HTTP)."""

import pytest
from django.test import Client
from hypothesis import HealthCheck, settings, strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from jobboard.outbox import Event
from postings.lifecycle.application_history import CHANGING
from postings.lifecycle.application_table import DEEDS
from postings.lifecycle.applying import apply
from postings.models import STAGES, Application, ApplicationStatus
from tests import applications

pytestmark = pytest.mark.django_db(transaction=True)
S = ApplicationStatus
STALE = st.booleans()


def machine_for(cast, clients):
    """A machine whose doors are the pages, and whose memory is the table of states."""
    posting = applications.posting(cast)

    class Pages(RuleBasedStateMachine):
        number = 0

        @initialize()
        def send(self):
            type(self).number += 1
            email = f"{self.number}@example.com"
            made = apply(posting, applications.content(email=email), by=None)
            self.pk, self.token, self.public_id = made.pk, made.token, made.public_id
            self.status, self.version = S.UNCONFIRMED, 1

        def desk(self, path: str, data: dict, part: str = "recruiter"):
            return clients[part].post(f"/en/desk/acme/{path}", data)

        def link(self, word: str, version: int):
            path = f"/en/applications/{self.token}/{word}/"
            return Client().post(path, {"version": version})

        def expect(self, deed: str, *, stale: bool, to: str | None = None) -> None:
            """What the table says must have come of it."""
            legal = self.status in DEEDS[deed].sources
            if legal and not stale and to != self.status:
                self.status = to or DEEDS[deed].targets[0]
                self.version += 1

        def read(self, *, stale: bool) -> int:
            return self.version - 1 if stale else self.version

        @rule(stale=STALE)
        def confirm(self, stale):
            self.link("confirm", self.read(stale=stale))
            self.expect("confirm", stale=stale)

        @rule(stale=STALE)
        def withdraw(self, stale):
            self.link("withdraw", self.read(stale=stale))
            self.expect("withdraw", stale=stale)

        @rule(to=st.sampled_from(STAGES), stale=STALE)
        def move(self, to, stale):
            mark = f"{self.public_id}:{self.read(stale=stale)}:{to.value}"
            self.desk(f"jobs/{posting.public_id}/applicants/decide/", {"one": mark})
            self.expect("move", stale=stale, to=to)

        @rule(name=st.sampled_from(["hire", "reject", "reopen"]), stale=STALE)
        def decide(self, name, stale):
            data = {"version": self.read(stale=stale), "deed": name, "reason": "pay"}
            self.desk(f"applications/{self.public_id}/decide/", data)
            self.expect(name, stale=stale)

        @rule(part=st.sampled_from(["viewer", "rival", "candidate", "moderator"]))
        def interfere(self, part):
            data = {"version": self.version, "deed": "reject", "reason": "pay"}
            answer = self.desk(f"applications/{self.public_id}/decide/", data, part)
            assert answer.status_code in {403, 404}

        @invariant()
        def the_row_is_where_the_table_says(self):
            if not hasattr(self, "pk"):
                return
            row = Application.objects.get(pk=self.pk)
            assert (row.status, row.version) == (self.status, self.version)
            events = Event.objects.filter(subject_id=self.pk, kind__in=CHANGING)
            assert events.count() == self.version

    return Pages


@pytest.mark.prove
def test_whatever_is_pressed_an_application_stays_legal(
    cast, signed_in, record_property
):
    parts = ("recruiter", "viewer", "rival", "candidate", "moderator")
    machine = machine_for(cast, {part: signed_in(part) for part in parts})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=60,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    record_property("figure", f"{machine.number} applications, up to 20 steps each")
