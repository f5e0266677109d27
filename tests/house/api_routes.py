"""The addresses of the API, for the table of routes.

Who may call what with which token is in the matrix of tests/api/test_matrix.py.
"""

from jobboard.cast import CAST

ALL = {"visitor", *CAST}
# What others get, where it is not the same for all.
OWNERS_ONLY = {"recruiter": 403, "viewer": 403}
TO_POST = {"visitor": 401, **dict.fromkeys(CAST, 405)}
TEAM = {"owner", "recruiter", "viewer"}
ACME = "/api/v1/companies/acme/"
OWN = f"{ACME}postings/"
SENT = f"{ACME}applications/"
ME = "/api/v1/me/"
# Nobody's that asks, or for tokens alone.
NOT_MINE = {"visitor": 401, **dict.fromkeys(CAST, 404)}
BY_TOKEN = {"visitor": 401, **dict.fromkeys(CAST, 403)}
# name: (who sees it, what the others get). {live}, {draft}: postings of Acme.
ROUTES = {
    "problem_type": ("/api/v1/problems/not-found/", ALL, None),
    "api_schema": ("/api/v1/schema/", ALL, None),
    "api_docs": ("/api/v1/docs/", ALL, None),
    "api_posting_list": ("/api/v1/postings/", ALL, None),
    "api_posting": ("/api/v1/postings/{live}/", ALL, None),
    "api_facets": ("/api/v1/postings/facets/", ALL, None),
    "api_similar": ("/api/v1/postings/{live}/similar/", ALL, None),
    "api_intake": ("/api/v1/postings/{live}/intake/", ALL, None),
    "api_apply": ("/api/v1/postings/{live}/applications/", set(), TO_POST),
    "api_suggestions": ("/api/v1/suggestions/?q=py", ALL, None),
    "api_company_list": ("/api/v1/companies/", ALL, None),
    "api_company": ("/api/v1/companies/acme/", ALL, None),
    "api_own_posting_list": (OWN, TEAM, 404),
    "api_own_posting": (f"{OWN}{{draft}}/", TEAM, 404),
    "api_revision": (f"{OWN}{{live}}/revision/", TEAM, 404),
    **{
        f"api_posting_{deed}": (f"{OWN}{{draft}}/{deed}/", set(), 405)
        for deed in ("submit", "withdraw", "close", "renew", "appeal", "duplicate")
    },
    "api_webhook_list": (f"{ACME}webhooks/", {"owner"}, OWNERS_ONLY),
    "api_webhook": (f"{ACME}webhooks/{{live}}/", set(), 404),
    "api_webhook_rotate": (f"{ACME}webhooks/{{live}}/rotate/", set(), 405),
    "api_webhook_deliveries": (f"{ACME}webhooks/{{live}}/deliveries/", set(), 404),
    "api_webhook_replay": (
        f"{ACME}webhooks/{{live}}/deliveries/{{live}}/replay/",
        set(),
        405,
    ),
    "api_application_list": (SENT, TEAM, 404),
    "api_application": (f"{SENT}{{live}}/", set(), 404),
    "api_application_transitions": (f"{SENT}{{live}}/transitions/", set(), 405),
    "api_application_notes": (f"{SENT}{{live}}/notes/", set(), 404),
    "api_application_messages": (f"{SENT}{{live}}/messages/", set(), 404),
    "api_application_cv": (f"{SENT}{{live}}/cv/", set(), 404),
    "api_me": (ME, set(CAST), 401),
    "api_export": (f"{ME}export/", set(), BY_TOKEN),
    "api_bookmark_list": (f"{ME}bookmarks/", set(CAST), 401),
    "api_bookmark": (f"{ME}bookmarks/{{live}}/", set(), NOT_MINE),
    "api_alert_list": (f"{ME}alerts/", set(CAST), 401),
    "api_alert": (f"{ME}alerts/{{live}}/", set(), NOT_MINE),
    "api_sent_list": (f"{ME}applications/", set(CAST), 401),
    "api_sent": (f"{ME}applications/{{live}}/", set(), NOT_MINE),
    "api_sent_withdraw": (f"{ME}applications/{{live}}/withdraw/", set(), TO_POST),
    "api_extractions": ("/api/v1/extractions/", set(), TO_POST),
    "api_changes": ("/api/v1/changes/", ALL, None),
    "api_dump_list": ("/api/v1/dumps/", ALL, None),
    "api_dump": ("/api/v1/dumps/2000-01-01/", set(), 404),
    "api_insights": ("/api/v1/insights/", ALL, None),
    "api_skill_list": ("/api/v1/skills/", ALL, None),
}
