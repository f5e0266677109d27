"""A domain is a company's once it shows so, to a real server; and one company's."""

from datetime import timedelta
from ipaddress import ip_address

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from accounts import tasks
from accounts.lifecycle import domain as lifecycle
from accounts.lifecycle.company import TooMany
from accounts.models import Company, Domain, Problem, Proof
from accounts.publishing import domains
from jobboard.cast import CAST
from jobboard.fetching import Guard
from jobboard.outbox import Delivery, Event
from jobboard.versions import NotAllowedNow
from tests import build
from tests.jobboard.test_fetching import Server, server  # noqa: F401
from tests.names import Names, served_names

NAME = "acme.example"


@pytest.fixture
def acme(cast) -> Company:
    return Company.objects.get(slug="acme")


@pytest.fixture
def claimed(cast, acme) -> Domain:
    return lifecycle.claim_domain(acme, NAME, by=cast["owner"])


@pytest.fixture
def names(server, monkeypatch):  # noqa: F811
    """Names and websites are asked for here, and nowhere else."""
    guard = Guard(
        resolve=lambda _host, _port: ["127.0.0.1"],
        allows=lambda one: one == ip_address("127.0.0.1"),
    )
    with served_names() as names:
        port = f":{server.server_port}"
        places = domains.Places(names.resolver, guard, scheme="http", port=port)
        monkeypatch.setattr(domains, "PLACES", places)
        yield names


def publish(names: Names, domain: Domain) -> None:
    names.texts[f"_jobboard.{domain.name}"] = ["something else", domain.code]


def check(domain: Domain) -> Domain:
    Domain.objects.filter(pk=domain.pk).update(check_due_at=timezone.now())
    assert tasks.check_domains() == 1
    tasks.check_domain(domain.pk)
    return Domain.objects.get(pk=domain.pk)


@pytest.mark.parametrize(
    "typed",
    ["acme.example", " WWW.Acme.Example. ", "https://acme.example/jobs?x=1#y"],
)
def test_a_domain_is_read_from_what_is_typed(typed):
    assert lifecycle.name_in(typed) == NAME


def test_a_name_with_accents_is_kept_as_the_world_writes_it():
    assert lifecycle.name_in("vagas-são.example") == "xn--vagas-so-xza.example"


@pytest.mark.parametrize(
    "typed", ["acme", "", "127.0.0.1", "[::1]", "a..b", "-a.com", "a b.com", "http://["]
)
def test_what_is_no_domain_is_refused(typed):
    with pytest.raises(ValueError, match="no domain"):
        lifecycle.name_in(typed)


@pytest.mark.parametrize("part", CAST)
def test_owners_alone_decide_about_domains(cast, acme, claimed, part):
    by = {"by": cast[part]}
    deeds = [
        lambda: lifecycle.claim_domain(acme, "other.example", **by),
        lambda: lifecycle.ask_for_check(claimed, **by),
        lambda: lifecycle.mail_domain(claimed, "admin", **by),
        lambda: lifecycle.drop_domain(claimed, **by),
    ]
    for deed in deeds:
        if part == "owner":
            deed()
            continue
        with pytest.raises(PermissionDenied):
            deed()
    assert Domain.objects.filter(name=NAME).exists() is (part != "owner")


def test_a_record_verifies_it(cast, claimed, names):
    publish(names, claimed)
    found = check(claimed)
    assert (found.proof, found.problem) == (Proof.DNS, "")
    assert found.check_due_at > timezone.now() + timedelta(hours=23)
    assert names.asked == [f"_jobboard.{NAME}"]
    tasks.tell_owners_of_domain(Delivery.objects.get(done_at=None).pk)
    assert mail.outbox[0].subject == f"{NAME} is verified for Acme Pagamentos"


def test_a_file_verifies_it(claimed, names, server, monkeypatch):  # noqa: F811
    assert check(claimed).problem == Problem.MISSING
    monkeypatch.setattr(Domain, "code", "hello")
    assert check(claimed).proof == Proof.FILE
    assert server.hosts[-1].startswith(NAME)


def test_a_file_of_somebody_else_proves_nothing(
    claimed,
    names,
    server,  # noqa: F811
    monkeypatch,
):
    monkeypatch.setattr(domains, "PATH", "/away")
    monkeypatch.setattr(Domain, "code", "hello")
    server.target = f"http://elsewhere.example:{server.server_port}/"
    assert check(claimed).verified_at is None
    server.target = f"http://www.{NAME}:{server.server_port}/"
    assert check(claimed).proof == Proof.FILE


def test_a_private_address_is_never_asked(claimed, server, monkeypatch):  # noqa: F811
    guard = Guard(resolve=lambda _host, _port: ["127.0.0.1"])
    with served_names() as names:
        places = domains.Places(
            names.resolver, guard, scheme="http", port=f":{server.server_port}"
        )
        monkeypatch.setattr(domains, "PLACES", places)
        assert check(claimed).problem == Problem.MISSING
    assert server.hosts == []


def test_what_is_not_found_yet_is_looked_for_again_for_two_days(claimed, names):
    found = check(claimed)
    assert found.problem == Problem.MISSING
    assert found.check_due_at < timezone.now() + timedelta(minutes=16)
    Domain.objects.update(created_at=timezone.now() - timedelta(days=3))
    assert check(claimed).check_due_at is None


def test_a_proof_that_is_gone_for_three_days_is_lost(claimed, names):
    publish(names, claimed)
    check(claimed)
    names.texts.clear()
    assert check(claimed).verified_at
    assert check(claimed).misses == 2
    publish(names, claimed)
    assert check(claimed).misses == 0
    names.texts.clear()
    for _day in range(3):
        found = check(claimed)
    assert (found.verified_at, found.proof) == (None, "")
    delivery = Delivery.objects.get(event__kind="company.domain_lost")
    tasks.tell_owners_of_domain(delivery.pk)
    assert "not verified any more" in mail.outbox[-1].subject


def test_a_verified_domain_is_one_companys(cast, claimed, names):
    publish(names, claimed)
    check(claimed)
    rival = Company.objects.exclude(slug="acme").get(memberships__user=cast["rival"])
    theirs = lifecycle.claim_domain(rival, NAME, by=cast["rival"])
    publish(names, theirs)
    assert check(theirs).problem == Problem.TAKEN
    with pytest.raises(IntegrityError), transaction.atomic():
        Domain.objects.filter(pk=theirs.pk).update(
            verified_at=timezone.now(), proof=Proof.DNS
        )
    lifecycle.drop_domain(claimed, by=cast["owner"])
    assert check(theirs).proof == Proof.DNS


def test_one_companys_code_proves_nothing_for_another(cast, claimed, names):
    rival = Company.objects.get(memberships__user=cast["rival"])
    theirs = lifecycle.claim_domain(rival, NAME, by=cast["rival"])
    publish(names, claimed)
    assert check(theirs).verified_at is None


def test_a_link_by_mail_verifies_it_for_a_year(cast, claimed):
    lifecycle.mail_domain(claimed, "hostmaster", by=cast["owner"])
    tasks.tell_domain(Delivery.objects.get().pk)
    (letter,) = mail.outbox
    assert letter.to == [f"hostmaster@{NAME}"]
    assert letter.subject == f"Does {NAME} belong to Acme Pagamentos?"
    path = letter.body.split("/en/domains/")[1].split()[0]
    visitor = Client()
    assert b"Does acme.example belong" in visitor.get(f"/en/domains/{path}").content
    assert not Domain.objects.verified().exists()
    for _twice in range(2):
        answer = visitor.post(f"/en/domains/{path}")
        assert b"acme.example is verified." in answer.content
    found = Domain.objects.verified().get()
    assert found.proof == Proof.MAIL
    assert found.check_due_at > timezone.now() + timedelta(days=364)
    assert Event.objects.filter(kind="company.domain_verified").count() == 1


def test_no_mail_goes_to_an_address_that_anybody_may_have(cast, claimed, signed_in):
    with pytest.raises(ValueError, match="ana"):
        lifecycle.mail_domain(claimed, "ana", by=cast["owner"])
    path = f"/en/desk/acme/domains/{claimed_id(claimed)}/mail/"
    assert signed_in("owner").post(path, {"mailbox": "ana"}).status_code == 400


def claimed_id(domain: Domain) -> str:
    from jobboard.ids import encode

    return encode(domain.pk)


def test_five_mails_a_day_are_enough(cast, claimed):
    for _ in range(5):
        lifecycle.mail_domain(claimed, "admin", by=cast["owner"])
    with pytest.raises(TooMany):
        lifecycle.mail_domain(claimed, "admin", by=cast["owner"])


def test_ten_domains_are_enough(cast, acme):
    for number in range(10):
        lifecycle.claim_domain(acme, f"acme{number}.example", by=cast["owner"])
    with pytest.raises(TooMany):
        lifecycle.claim_domain(acme, "more.example", by=cast["owner"])
    lifecycle.claim_domain(acme, "acme1.example", by=cast["owner"])


def test_an_old_or_changed_link_leads_nowhere(claimed):
    assert Client().get(f"/en/domains/{claimed.link()}x/").status_code == 404


def test_a_verified_domain_is_not_looked_for_by_hand(cast, claimed, names):
    publish(names, claimed)
    check(claimed)
    with pytest.raises(NotAllowedNow):
        lifecycle.ask_for_check(claimed, by=cast["owner"])


def test_the_page_says_how_and_takes_the_deeds(cast, signed_in, names):
    client, path = signed_in("owner"), "/en/desk/acme/domains/"
    assert client.post(path, {"name": "no domain"}).status_code == 422
    answer = client.post(path, {"name": f"https://{NAME}/"}, follow=True)
    domain = Domain.objects.get()
    assert domain.code in answer.content.decode()
    one = f"{path}{claimed_id(domain)}/"
    answer = client.post(f"{one}check/", follow=True)
    assert b"being looked for" in answer.content
    publish(names, domain)
    tasks.check_domain(domain.pk)
    assert b"By a TXT record" in client.get(path).content
    client.post(f"{one}drop/")
    assert not Domain.objects.exists()


def test_everybody_reads_of_it_on_the_company_and_the_job(cast, claimed, names):
    posting = build.posting(cast)
    places = [
        "/en/companies/acme/",
        f"/en/jobs/{posting.slug}-{posting.public_id}/",
    ]
    for path in places:
        assert b"Verified domain" not in Client().get(path).content
    publish(names, claimed)
    check(claimed)
    for path in places:
        assert NAME in Client().get(path).content.decode()
