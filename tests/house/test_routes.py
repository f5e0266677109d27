"""Every address, for everybody: a route that is not in the table fails."""

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver

from jobboard.cast import CAST
from jobboard.ids import encode
from postings.lifecycle.claims import claim_posting
from postings.lifecycle.revision import revise_posting
from postings.models import Reminders, Status
from tests import applications, build
from tests.house import account_routes, api_routes
from tests.postings.alerts.following import follow

PARTS = ["visitor", *CAST]
WRITERS = {"owner", "recruiter"}
ALL = set(PARTS)
MEMBERS = ALL - {"visitor"}
COMPANY = {"owner", "recruiter", "viewer"}
TEAM = "/en/desk/acme/jobs/{here}"
ONE = "/en/desk/acme/applications/{application}"
IMPORT = "/en/desk/acme/import/{import_}"
# What a viewer of the company may know of, and not open.
SHUT_TO_VIEWERS = {"applicants_csv", "posting_intake", "application_cv"}
# name: (who sees it, what the others get). {live}, {draft}: postings of Acme.
TABLE = {
    "healthz": ("/healthz", ALL, None),
    "readyz": ("/readyz", ALL, None),
    "metrics": ("/metrics", ALL, None),
    "llms_txt": ("/llms.txt", ALL, None),
    "mcp": ("/mcp", set(), 405),
    "security_txt": ("/.well-known/security.txt", ALL, None),
    **api_routes.ROUTES,
    "accent": ("/accent.css", ALL, None),
    "logo": ("/logo", set(), 404),
    "appearance": ("/en/appearance/", ALL, None),
    "robots": ("/robots.txt", ALL, None),
    "sitemap": ("/sitemap.xml", ALL, None),
    "sitemap_part": ("/sitemap-jobs-1-0.xml", ALL, None),
    "language": ("/language/es/", set(), 302),
    "about": ("/en/about/", ALL, None),
    "about_privacy": ("/en/about/privacy/", ALL, None),
    "about_terms": ("/en/about/terms/", ALL, None),
    "company_list": ("/en/companies/", ALL, None),
    "company": ("/en/companies/acme/", ALL, None),
    "home": ("/en/", ALL, None),
    "posting_list": ("/en/jobs/", ALL, None),
    "posting_search": ("/en/jobs/search/?words=python", set(), 302),
    "reader": ("/en/jobs/reader/", ALL, None),
    "posting": ("/en/jobs/backend-engineer-{live}/", ALL, None),
    "posting_report": ("/en/jobs/backend-engineer-{live}/report/", ALL, None),
    "posting_reported": ("/en/jobs/reported/", ALL, None),
    "posting_save": ("/en/jobs/backend-engineer-{live}/save/", MEMBERS, 302),
    "posting_saved": ("/en/jobs/saved/", MEMBERS, 302),
    "posting_hide": ("/en/jobs/backend-engineer-{live}/hide/", ALL, None),
    "posting_hidden": ("/en/jobs/hidden/", ALL, None),
    "about_moderation": ("/en/about/moderation/", ALL, None),
    "insights": ("/en/insights/", ALL, None),
    "posting_answer": ("/en/desk/jobs/{draft}/answer/", set(), 405),
    "posting_ask": ("/en/jobs/backend-engineer-{live}/ask/", ALL, None),
    "posting_ask_sent": ("/en/jobs/asked/", ALL, None),
    "feeds": ("/en/jobs/feeds/", ALL, None),
    "feed_atom": ("/en/jobs/feed.atom", ALL, None),
    "feed_rss": ("/en/jobs/feed.rss", ALL, None),
    "feed_json": ("/en/jobs/feed.json", ALL, None),
    "reminders": (
        "/en/jobs/saved/reminders/",
        set(),
        {"visitor": 302, **dict.fromkeys(MEMBERS, 405)},
    ),
    "reminders_leave": ("/en/jobs/saved/reminders/{reminders}/leave/", ALL, None),
    "alert_new": ("/en/alerts/new/", ALL, None),
    "alert_sent": ("/en/alerts/sent/", ALL, None),
    "alert": ("/en/alerts/{alert}/", ALL, None),
    "alert_confirm": ("/en/alerts/{alert}/confirm/", set(), 302),
    "alert_search": ("/en/alerts/{alert}/search/", set(), 405),
    "alert_pause": ("/en/alerts/{alert}/pause/", set(), 405),
    "alert_resume": ("/en/alerts/{alert}/resume/", set(), 405),
    "alert_leave": ("/en/alerts/{alert}/leave/", ALL, None),
    "alert_click": ("/en/alerts/{click}/{live}/", set(), 302),
    "alert_list": ("/en/me/alerts/", MEMBERS, 302),
    "desk": ("/en/desk/", MEMBERS, 302),
    "posting_new": ("/en/desk/jobs/new/", MEMBERS, 302),
    "posting_paste": ("/en/desk/jobs/new/paste/", MEMBERS, 302),
    "posting_preview_new": ("/en/desk/jobs/new/preview/", set(), 405),
    "posting_autosave_new": ("/en/desk/jobs/new/autosave/", set(), 405),
    "posting_forget_new": ("/en/desk/jobs/new/forget/", set(), 405),
    "posting_preview": ("/en/desk/jobs/{draft}/preview/", set(), 405),
    "posting_desk": ("/en/desk/jobs/{draft}/", WRITERS, 404),
    "posting_numbers": ("/en/desk/jobs/{live}/numbers/", COMPANY, 404),
    "posting_revise": ("/en/desk/jobs/{live}/revise/", WRITERS, 404),
    **{
        f"posting_{deed}": (f"/en/desk/jobs/{{draft}}/{deed}/", set(), 405)
        for deed in (
            "submit",
            "withdraw",
            "delete",
            "close",
            "renew",
            "extend",
            "autosave",
            "forget",
            "duplicate",
            "appeal",
        )
    },
    "template_keep": ("/en/desk/jobs/{draft}/template/keep/", set(), 405),
    "template_begin": ("/en/desk/templates/{draft}/begin/", set(), 405),
    "template_delete": ("/en/desk/templates/{draft}/delete/", set(), 405),
    "revision_withdraw": ("/en/desk/jobs/{live}/revision/withdraw/", set(), 405),
    "application_new": ("/en/jobs/backend-engineer-{here}/apply/", ALL, None),
    "application_sent": ("/en/jobs/backend-engineer-{here}/apply/sent/", ALL, None),
    "application_away": ("/en/jobs/backend-engineer-{here}/apply/away/", set(), 404),
    "application_track": ("/en/applications/{token}/", ALL, None),
    "application_data": ("/en/applications/{token}/data/", ALL, None),
    "application_own_cv": ("/en/applications/{token}/cv/", ALL, None),
    **{
        f"application_{deed}": (f"/en/applications/{{token}}/{deed}/", set(), 405)
        for deed in ("confirm", "discard", "withdraw", "erase", "write")
    },
    "application_mine": ("/en/me/applications/", MEMBERS, 302),
    "profile": ("/en/me/profile/", MEMBERS, 302),
    "profile_cv": ("/en/me/profile/cv/", set(), 404),
    "applicants_list": (f"{TEAM}/applicants/", COMPANY, 404),
    "applicants_csv": (f"{TEAM}/applicants.csv", WRITERS, 404),
    "applicants_decide": (f"{TEAM}/applicants/decide/", set(), 405),
    "posting_intake": (f"{TEAM}/intake/", WRITERS, 404),
    "company_hiring": ("/en/desk/acme/hiring/", WRITERS, 404),
    "posting_claim": ("/en/jobs/analyst-{found}/claim/", MEMBERS, 302),
    "company_import": ("/en/desk/acme/import/", {"owner"}, 404),
    "import": (f"{IMPORT}/", {"owner"}, 404),
    "import_confirm": (f"{IMPORT}/confirm/", set(), 405),
    "import_drop": (f"{IMPORT}/drop/", set(), 405),
    "source_remove": ("/en/desk/acme/import/sources/{live}/remove/", set(), 405),
    "application": (f"{ONE}/", COMPANY, 404),
    "application_cv": (f"{ONE}/cv/", WRITERS, 404),
    **{
        f"application_{deed}": (f"{ONE}/{deed}/", set(), 405)
        for deed in ("rate", "message", "decide", "transfer")
    },
    "admin:moderation": ("/admin/moderation/", {"moderator"}, 302),
    "admin:moderation_bulk": ("/admin/moderation/bulk/", set(), 302),
    "admin:moderation_ask": ("/admin/moderation/{live}/ask/", set(), 302),
    "admin:moderation_bans": ("/admin/moderation/bans/", {"moderator"}, 302),
    "admin:moderation_unban": ("/admin/moderation/bans/{live}/lift/", set(), 302),
    "admin:moderation_log": ("/admin/moderation/log/", {"moderator"}, 302),
    "admin:moderation_log_csv": ("/admin/moderation/log.csv", {"moderator"}, 302),
    "admin:moderation_figures": ("/admin/moderation/figures/", {"moderator"}, 302),
    "admin:moderation_posting": ("/admin/moderation/{live}/", {"moderator"}, 302),
    "admin:moderation_revision": (
        "/admin/moderation/revisions/{revision}/",
        {"moderator"},
        302,
    ),
    "admin:moderation_merge": ("/admin/moderation/{live}/merge/", set(), 302),
    "admin:moderation_claim": ("/admin/moderation/claims/{claim}/", {"moderator"}, 302),
    "styleguide": ("/styleguide/", ALL, None),
    "styleguide_error": ("/styleguide/200/", set(), 404),
    **account_routes.ROUTES,
    "mailbox": ("/mail/", ALL, None),
    "mailbox_message": ("/mail/none/", set(), 404),
    "mailbox_html": ("/mail/none/html/", set(), 404),
}
# The pages of Django's admin have tests of their own, and so have a service's reports.
FOREIGN = ("admin", "anymail")
OWN_ADMIN = {name.partition(":")[2] for name in TABLE if name.startswith("admin:")}


def routes(resolver: URLResolver, space: str = "") -> set[str]:
    found = set()
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            found |= routes(entry, entry.namespace or space)
        elif entry.name:
            name = f"{space}:{entry.name}" if space else entry.name
            foreign = name.startswith(FOREIGN) and entry.name not in OWN_ADMIN
            if not foreign:
                found.add(name)
    return found


@pytest.fixture
def _development_urls(settings):
    """The mailbox exists in development only; see it here."""
    from importlib import reload

    from django.urls import clear_url_caches, converters

    import jobboard.urls

    settings.DEBUG = True
    for name in ("id", "day"):
        converters.REGISTERED_CONVERTERS.pop(name, None)
    reload(jobboard.urls)
    clear_url_caches()
    yield
    settings.DEBUG = False
    for name in ("id", "day"):
        converters.REGISTERED_CONVERTERS.pop(name, None)
    reload(jobboard.urls)
    clear_url_caches()


def test_every_route_is_in_the_table(_development_urls):
    assert routes(get_resolver()) == TABLE.keys()


@pytest.mark.parametrize("part", PARTS)
def test_every_route_answers_everybody_as_the_table_says(
    cast, signed_in, _development_urls, part
):
    posting = build.posting(cast, Status.LIVE)
    by = {"by": cast["owner"], "version": posting.version}
    revision = encode(revise_posting(posting, {"title": "New"}, **by).pk)
    live, draft = posting.public_id, build.posting(cast, Status.DRAFT).public_id
    alert = follow(cast["candidate"])
    sent = applications.application(cast, cv=applications.cv())
    about = build.found(cast, external_id="2")
    acme = posting.company
    claim = claim_posting(about, company=acme, by=cast["owner"]).public_id
    names = {
        "live": live,
        "draft": draft,
        "revision": revision,
        "here": sent.posting.public_id,
        "application": sent.public_id,
        "token": sent.token,
        "alert": alert.token,
        "click": alert.click_token,
        "reminders": Reminders(user=cast["candidate"]).token,
        "found": build.found(cast).public_id,
        "claim": claim,
        "import_": build.imported(cast).public_id,
    }
    client = Client() if part == "visitor" else signed_in(part)
    wrong = {}
    for name, (path, seen_by, otherwise) in TABLE.items():
        refused = otherwise.get(part, 404) if isinstance(otherwise, dict) else otherwise
        expected = 200 if part in seen_by else refused
        is_asked = any(
            space in path for space in ("/desk/", "/2fa/", "/me/", "/tokens/")
        )
        if part == "visitor" and expected in {404, 405}:
            own = path.startswith("/api/v1/companies/acme/")
            expected = 401 if own else 302 if is_asked else expected
        if part == "viewer" and name in SHUT_TO_VIEWERS:
            expected = 403
        answer = client.get(path.format(**names))
        if answer.streaming:
            b"".join(answer.streaming_content)
        status = answer.status_code
        if status != expected:
            wrong[name] = (status, expected)
    assert wrong == {}
