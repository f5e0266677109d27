"""A company's whole loop in a real browser, from its account to its last mail."""

import re
import time

import pytest

from tests.journeys.test_accounts import read_code
from tests.journeys.test_moderation import mail_about

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
TITLE = "Ledger keeper"
PASSWORD = "a-long-password"
# What the clock would do in a month, for the postings with this title.
WEEKS_PASS = """
from datetime import timedelta
from django.utils import timezone
from postings import tasks
from postings.models import Posting
now = timezone.now()
rows = Posting.objects.filter(title__startswith="{title}")
rows.update(published_at=now - timedelta(days=30), valid_through=now + timedelta({days}))
tasks.{task}()
"""


@pytest.fixture
def employer(board, visit) -> tuple:
    """Somebody new, with a company of their own; the page and the address."""
    page = visit(javascript=False)
    email = f"founder{time.time_ns()}@example.com"
    page.goto("/en/accounts/signup/?next=/en/desk/companies/new/")
    page.get_by_label("E-mail").fill(email)
    page.locator("#id_password1").fill(PASSWORD)
    page.get_by_role("button", name="Make an account").click()
    page.get_by_label("Code").fill(read_code(board, email))
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Name of the company").fill(f"Loop {time.time_ns()}")
    page.get_by_role("button", name="Add the company").click()
    page.get_by_text("The company is added").wait_for()
    return page, email


@pytest.fixture
def moderate(visit):
    """Decide on what the queue shows under a title."""
    page = visit("moderator")

    def decide(title: str, button: str, words: str = "") -> None:
        page.goto("/admin/moderation/")
        page.get_by_role("link", name=title).first.click()
        if words:
            page.get_by_label("In your words").fill(words)
        page.get_by_role("button", name=button).click()
        page.wait_for_url("**/admin/moderation/")

    return decide


def verify(page, board, letters, reader, domain: str) -> None:
    """Prove a domain by a link that whoever runs it opens."""
    page.goto("/en/desk/")
    page.locator("main a[href$='/team/']").first.click()
    page.get_by_role("link", name="Domains").click()
    page.get_by_label("Domain", exact=True).fill(f"https://{domain}/about")
    page.get_by_role("button", name="Add the domain").click()
    page.get_by_role("button", name="Send the link").click()
    page.get_by_text(f"A link is on its way to admin@{domain}.").wait_for()
    mail_about(letters, board, f"Does {domain} belong", f"admin@{domain}")
    link = re.search(r"/en/domains/\S+/", letters.locator("main").inner_text())
    assert link
    reader.goto(link[0])
    reader.get_by_role("button", name="Yes, it does").click()
    reader.get_by_role("heading", name=f"{domain} is verified.").wait_for()
    page.reload()
    assert "By an e-mail" in page.locator("main").inner_text()


def write(page, title: str) -> str:
    """A draft, looked at as others will see it; the address of its desk."""
    page.goto("/en/desk/jobs/new/")
    page.get_by_label("Title").fill(title)
    page.locator("#id_language").select_option("en")
    page.get_by_label("Description").fill("Look after the ledger.")
    page.get_by_role("button", name="Save the draft").click()
    page.get_by_text("The draft is saved.").wait_for()
    assert "Look after the ledger." in page.locator("aside.preview").inner_text()
    return page.url


def weeks_pass(board, *, days: float, task: str) -> None:
    code = WEEKS_PASS.format(title=TITLE, days=days, task=task)
    board.manage("shell", "--no-imports", "-c", code)


def public(page) -> str:
    """What everybody reads of the job."""
    page.goto("/en/jobs/?scope=all&q=ledger")
    page.get_by_role("link", name=TITLE).first.click()
    page.wait_for_url(re.compile(r"/jobs/.+-.+/$"))
    return page.locator("main").inner_text()


def test_a_job_goes_the_whole_way(board, visit, employer, moderate):
    page, email = employer
    reader = visit(javascript=False)
    letters = visit()
    domain = f"loop{time.time_ns()}.example"
    verify(page, board, letters, reader, domain)
    desk = write(page, TITLE)

    def told(subject: str) -> str:
        return mail_about(letters, board, subject, email)

    page.get_by_role("button", name="Send for review").click()
    page.get_by_text("Sent for review.").wait_for()
    moderate(TITLE, "Send back", "Say who may take it.")
    assert "Say who may take it." in told(f"Your job needs another look: {TITLE}")

    page.goto(desk)
    page.get_by_text("Say who may take it.").first.wait_for()
    page.get_by_label("Description").fill("Look after the ledger, from anywhere.")
    page.get_by_role("button", name="Send for review").click()
    moderate(TITLE, "Approve")
    told(f"Your job is open: {TITLE}")
    told(f"{domain} is verified")
    assert "from anywhere" in public(reader)
    assert f"Verified domain: {domain}" in reader.locator("main").inner_text()

    page.goto(desk)
    page.get_by_role("link", name="Edit").click()
    page.get_by_label("Description").fill("Look after the ledger, from home.")
    page.get_by_role("button", name="Send the changes").click()
    page.get_by_text("Your changes wait for a moderator").wait_for()
    assert "from anywhere" in public(reader)
    moderate(TITLE, "Approve")
    told(f"Your changes are open: {TITLE}")
    assert "from home" in public(reader)

    weeks_pass(board, days=3, task="announce_ends")
    told(f"Your job ends in a few days: {TITLE}")
    weeks_pass(board, days=-0.01, task="expire_postings")
    told(f"Your job has expired: {TITLE}")
    reader.goto("/en/jobs/?scope=all&q=ledger")
    assert reader.get_by_role("link", name=TITLE).count() == 0

    page.goto(desk)
    page.get_by_role("button", name="Open it again for 30 days").click()
    page.get_by_text("Sent for review.").wait_for()
    moderate(TITLE, "Approve")
    public(reader)
    address = reader.url

    page.goto(desk)
    page.get_by_label("Reason").select_option("filled")
    page.get_by_role("button", name="Close the job").click()
    page.get_by_text("The job is closed.").wait_for()
    reader.goto(address)
    assert "Somebody was hired for this job." in reader.locator("main").inner_text()
