"""Import at the desk: hand over, look at what would come of it, confirm."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.lifecycle.company import TooMany
from accounts.models import Company, Role
from accounts.views.access import company_of, person
from jobboard.versions import NotAllowedNow, StaleVersion
from postings.forms.importing import ConfirmForm, ImportForm
from postings.importing.boards import board_at, kind_of, site_of
from postings.importing.fetching import CREATED_BY_THE_NEW
from postings.lifecycle import imports as lifecycle
from postings.models import Import, ImportStatus, Source, SourceKind
from postings.permissions import is_trusted
from postings.publishing import imports as telling

UNPROCESSABLE = 422
LAST_SHOWN = 10
NAME_AT_MOST = 60


@never_cache
@login_required
def company_import(request: HttpRequest, company: str) -> HttpResponse:
    """Hand over a file or an address; below, what is read regularly and what was done."""
    mine = company_of(request, company, Role.OWNER)
    is_sent = request.method == "POST"
    form = ImportForm(*((request.POST, request.FILES) if is_sent else ()))
    if form.is_valid():
        made = ask(request, mine, form)
        if made is not None:
            return redirect("import", mine.slug, made.pk)
    sources = Source.objects.filter(company=mine, is_active=True).exclude(url="")
    last = Import.objects.filter(source__company=mine).select_related("source")
    context = {
        "company": mine,
        "form": form,
        "sources": sources.order_by("name", "pk"),
        "imports": last.defer("content").order_by("-asked_at", "-pk")[:LAST_SHOWN],
        "at_most": None if is_trusted(mine) else CREATED_BY_THE_NEW,
    }
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "postings/company_import.html", context, status=status)


def ask(request: HttpRequest, company: Company, form: ImportForm) -> Import | None:
    """Have it looked at; None where the form has to say what is wrong."""
    given = what_is_given(company, form)
    if given is None:
        return None
    try:
        return lifecycle.ask_import(company, by=person(request), **given)
    except TooMany:
        form.add_error(None, _("Enough imports for one day. Go on tomorrow."))
    except (NotAllowedNow, StaleVersion):
        form.add_error(None, _("An import of this source is under way. Wait for it."))
    return None


def what_is_given(company: Company, form: ImportForm) -> dict[str, Any] | None:
    """Kind, name, and content or address, as the deed takes them."""
    found = form.cleaned_data
    if found["file"]:
        content = found["file"].read()
        kind = SourceKind(found["kind"] or kind_of(content))
        name = found["name"] or company.name
        return {"kind": kind, "name": name[:NAME_AT_MOST], "content": content}
    address, kind = found["address"], found["kind"]
    board = board_at(address)
    if board is not None and kind in ("", board.kind):
        name = found["name"] or board.name
        return {"kind": board.kind, "name": name[:NAME_AT_MOST], "url": board.url}
    if not kind:
        form.add_error("kind", _("This site is not known here. Say what it gives."))
        return None
    name = found["name"] or site_of(address)
    return {"kind": SourceKind(kind), "name": name[:NAME_AT_MOST], "url": address}


def import_of(request: HttpRequest, company: str, import_id: int) -> Import:
    """An import of a company that the person owns; 404 for any other."""
    mine = company_of(request, company, Role.OWNER)
    rows = Import.objects.filter(source__company=mine).defer("content")
    return get_object_or_404(rows.select_related("source__company"), pk=import_id)


@never_cache
@login_required
def import_report(request: HttpRequest, company: str, import_id: int) -> HttpResponse:
    """How far an import is, what would come of it, or what came."""
    asked = import_of(request, company, import_id)
    context = {
        "asked": asked,
        "company": asked.source.company,
        "is_waiting": telling.is_waiting(asked),
        "is_open": asked.status == ImportStatus.CHECKED,
        "tallies": telling.tallies(asked),
        "rows": list(telling.rows(asked)),
        "failure": telling.reason_words(asked.failure),
        "form": ConfirmForm(initial={"version": asked.version}),
    }
    return render(request, "postings/import_report.html", context)


@login_required
@require_POST
def import_confirm(request: HttpRequest, company: str, import_id: int) -> HttpResponse:
    """Carry out what was shown."""
    asked = import_of(request, company, import_id)
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        raise BadRequest("the form is not whole")
    version, hours = form.cleaned_data["version"], form.cleaned_data["every_hours"]
    by = person(request)
    try:
        lifecycle.confirm_import(asked, by=by, version=version, every_hours=hours)
    except TooMany:
        messages.warning(
            request, _("Ten sources are read regularly; remove one first.")
        )
    except (StaleVersion, NotAllowedNow):
        messages.warning(request, _("Somebody was quicker. This is how it stands now."))
    return redirect("import", company, import_id)


@login_required
@require_POST
def import_drop(request: HttpRequest, company: str, import_id: int) -> HttpResponse:
    """Forget what was handed over."""
    asked = import_of(request, company, import_id)
    try:
        version = int(request.POST["version"])
        lifecycle.drop_import(asked, by=person(request), version=version)
    except (KeyError, ValueError) as error:
        raise BadRequest("the form is not whole") from error
    except (StaleVersion, NotAllowedNow):
        messages.warning(request, _("Somebody was quicker. This is how it stands now."))
        return redirect("import", company, import_id)
    messages.success(request, _("Dropped. Nothing was imported."))
    return redirect("company_import", company)


@login_required
@require_POST
def source_remove(request: HttpRequest, company: str, source_id: int) -> HttpResponse:
    """Read a source no more; its jobs stay."""
    mine = company_of(request, company, Role.OWNER)
    source = get_object_or_404(Source, pk=source_id, company=mine)
    lifecycle.remove_source(source, by=person(request))
    messages.success(request, _("It is not read any more. Its jobs stay as they are."))
    return redirect("company_import", company)
