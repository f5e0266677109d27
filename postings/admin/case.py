"""One screen to decide on: as the public will see it, with all that is known."""

from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from accounts.models import User
from jobboard import formats
from jobboard.forms import rebase
from jobboard.versions import NotAllowedNow, StaleVersion
from postings.admin.desk import Asked, asked_for, beside, check_moderator, site
from postings.admin.record import about_case, about_posting
from postings.forms.moderation import AskForm, DecisionForm
from postings.lifecycle.bans import can_be_banned, impose_ban
from postings.lifecycle.decisions import DEEDS, decide, decisions_on
from postings.lifecycle.facts import from_json
from postings.lifecycle.history import last_change
from postings.lifecycle.preview import as_if
from postings.lifecycle.talk import ask_author
from postings.models import Case, Outcome, Posting, Revision, Status
from postings.publishing import facts
from postings.publishing.differences import compare
from postings.publishing.held import happened

Subject = Posting | Revision
HERE_FOR = 120
DECISIONS = (*DEEDS, "keep", "ban")


@site.page("moderation/<id:posting_id>/", name="moderation_posting")
def moderation_posting(request: HttpRequest, posting_id: int) -> HttpResponse:
    """One posting as the public will see it, and the decision beside it."""
    rows = Posting.objects.exclude(status=Status.DRAFT).select_related("author")
    found = get_object_or_404(rows.with_facts(), pk=posting_id)
    return case_page(request, found, found)


@site.page("moderation/revisions/<id:revision_id>/", name="moderation_revision")
def moderation_revision(request: HttpRequest, revision_id: int) -> HttpResponse:
    """An edit of a live posting: what would change, and the decision beside it."""
    rows = Revision.objects.select_related("posting__company", "author")
    revision = get_object_or_404(rows, pk=revision_id)
    posting = Posting.objects.select_related("author").with_facts()
    return case_page(request, revision, posting.get(pk=revision.posting_id))


def case_page(request: HttpRequest, subject: Subject, posting: Posting) -> HttpResponse:
    """The screen, or what comes after the decision that was posted to it."""
    moderator = check_moderator(request)
    asked, status = asked_for(request), 200
    deeds = deeds_on(subject, posting, moderator)
    case = open_case_of(subject)
    initial = {
        "version": subject.version,
        "posting_version": posting.version,
        "case_version": case.version if case else None,
    }
    form = DecisionForm(request.POST or None, deeds=DECISIONS, initial=initial)
    if form.is_valid():
        following = beside(case, asked)["following"] if asked.is_run else None
        try:
            take(subject, posting, form, by=moderator)
        except (StaleVersion, NotAllowedNow, PermissionDenied) as refusal:
            subject, posting = subject.as_it_is(), reread(posting)
            case = open_case_of(subject)
            tell_stale(request, form, subject, posting, case, refusal)
            status, deeds = 409, deeds_on(subject, posting, moderator)
        else:
            words = _("“%(title)s”: decided.") % {"title": posting.title}
            messages.success(request, words)
            return redirect(following.address if following else "admin:moderation")
    elif form.is_bound:
        status = 422
    context = {
        "form": form,
        "deeds": deeds,
        "here": who_is_here(subject, moderator),
        **beside(case, asked),
        **about_case(case),
        **about_posting(posting, request.GET.get("beside", "")),
        **what_changes(subject, posting),
    }
    return show(request, asked, context, status)


def show(
    request: HttpRequest, asked: Asked, context: dict[str, Any], status: int
) -> HttpResponse:
    context |= {
        "title": context["shown"].title,
        "card": facts.card(context["shown"]),
        "sheet": facts.sheet(context["shown"]),
        "query": asked.query,
        "ask_form": AskForm(),
    }
    name = "admin/moderation_posting.html"
    return TemplateResponse(request, name, context, status=status)


def reread(posting: Posting) -> Posting:
    found: Posting = (
        Posting.objects.select_related("author").with_facts().get(pk=posting.pk)
    )
    return found


def open_case_of(subject: Subject) -> Case | None:
    """The case that a decision on this would close."""
    revision = subject if isinstance(subject, Revision) else None
    rows = Case.objects.filter(revision=revision, closed_at=None)
    if revision is None:
        rows = rows.filter(posting=subject.pk)
    return rows.first()


def deeds_on(subject: Subject, posting: Posting, moderator: User) -> list[str]:
    found = decisions_on(subject, moderator)
    return [*found, "ban"] if can_be_banned(posting) else found


def take(subject: Subject, posting: Posting, form: DecisionForm, *, by: User) -> None:
    """The deed that was chosen; a ban is about whoever is behind the posting."""
    decision, seen = form.cleaned_data["decision"], form.seen()
    if decision != "ban":
        decide(subject, decision, by=by, seen=seen, **form.explanation())
        return
    current = subject.as_it_is()
    if current.version != seen.row:
        raise StaleVersion(current)
    impose_ban(posting, by=by, **form.explanation())


def what_changes(subject: Subject, posting: Posting) -> dict[str, Any]:
    """What is shown, and how it differs from what a moderator has seen before.

    An edit is compared with the open text; a posting that comes back, with how it
    was sent back.
    """
    before, after = None, posting
    if isinstance(subject, Revision):
        before, after = (
            posting,
            as_if(from_json(subject.facts), posting=reread(posting)),
        )
    elif posting.status == Status.SUBMITTED:
        returned = posting.cases.filter(outcome=Outcome.RETURN, revision=None)
        last = returned.order_by("-closed_at").first()
        if last is not None and last.facts is not None:
            before = as_if(from_json(last.facts), posting=reread(posting))
    shown = {"posting": posting, "shown": after, "subject": subject}
    if before is None:
        return shown
    return {
        **shown,
        "changes": facts.changes(before, after),
        "pieces": compare(before.description, after.description)
        if before.description != after.description
        else [],
    }


def tell_stale(
    request: HttpRequest,
    form: DecisionForm,
    subject: Subject,
    posting: Posting,
    case: Case | None,
    refusal: Exception,
) -> None:
    """Say who was quicker, and when, and let the form be sent again."""
    if isinstance(refusal, StaleVersion) and isinstance(refusal.current, Case):
        words = _("A report has come in since you opened this. Read it first.")
    elif isinstance(refusal, PermissionDenied):
        words = _("Who published this is banned. Lift the ban first.")
    else:
        event = last_change(subject) or last_change(posting)
        words = _("Somebody was quicker.")
        if event is not None:
            words = _("Somebody was quicker. %(who)s, %(when)s: %(what)s.") % {
                "who": event.by or _("the board"),
                "when": formats.age(event.at),
                "what": happened(event),
            }
    messages.warning(request, words)
    rebase(form, subject.version)
    rebase(form, posting.version, name="posting_version")
    if case is not None:
        rebase(form, case.version, name="case_version")


def who_is_here(subject: Subject, moderator: User) -> str:
    """Another moderator who opened this within two minutes; as far as the cache knows."""
    key = f"moderation:{type(subject).__name__}:{subject.pk}"
    last = cache.get(key)
    cache.set(key, [moderator.pk, str(moderator)], HERE_FOR)
    return last[1] if last and last[0] != moderator.pk else ""


@site.page("moderation/<id:posting_id>/ask/", name="moderation_ask")
def moderation_ask(request: HttpRequest, posting_id: int) -> HttpResponse:
    """Send the author a question, and come back."""
    moderator = check_moderator(request)
    rows = Posting.objects.exclude(status=Status.DRAFT)
    posting = get_object_or_404(rows, pk=posting_id)
    form = AskForm(request.POST or None)
    if form.is_valid():
        ask_author(posting, by=moderator, words=form.cleaned_data["question"])
        messages.success(
            request, _("Asked. You get an e-mail when there is an answer.")
        )
    elif form.is_bound:
        messages.warning(request, str(form.errors["question"][0]))
    return redirect("admin:moderation_posting", posting_id)
