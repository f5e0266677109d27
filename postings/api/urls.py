"""The addresses of the API for postings, below `/api/v1/`."""

from django.urls import path

from postings.api.alerts import AlertListView, AlertView
from postings.api.application_talk import CvView, MessageListView, NoteListView
from postings.api.applications import (
    ApplicationListView,
    ApplicationView,
    TransitionView,
)
from postings.api.applying import ApplyView, IntakeView
from postings.api.bookmarks import BookmarkListView, BookmarkView
from postings.api.changes import ChangesView, DumpListView, DumpView
from postings.api.companies import CompanyListView, CompanyView, SkillListView
from postings.api.desk import (
    AppealView,
    CloseView,
    DuplicateView,
    OwnPostingListView,
    RenewView,
    SubmitView,
    WithdrawView,
)
from postings.api.editing import EditablePostingView, RevisionView
from postings.api.extractions import ExtractionView
from postings.api.insights import InsightsView
from postings.api.postings import PostingView
from postings.api.search import (
    FacetsView,
    PostingListView,
    SimilarView,
    SuggestionsView,
)
from postings.api.sent import OneSentView, SentListView, WithdrawSentView

OWN = "companies/<slug:slug>/postings/"
ONE = f"{OWN}<id:posting_id>/"
PIPELINE = "companies/<slug:slug>/applications/"
SENT = f"{PIPELINE}<id:application_id>/"
MINE = "me/applications/<id:application_id>/"

urlpatterns = [
    path("postings/", PostingListView.as_view(), name="api_posting_list"),
    path("postings/facets/", FacetsView.as_view(), name="api_facets"),
    path("suggestions/", SuggestionsView.as_view(), name="api_suggestions"),
    path(
        "postings/<id:posting_id>/similar/", SimilarView.as_view(), name="api_similar"
    ),
    path("postings/<id:posting_id>/intake/", IntakeView.as_view(), name="api_intake"),
    path(
        "postings/<id:posting_id>/applications/",
        ApplyView.as_view(),
        name="api_apply",
    ),
    path("postings/<id:posting_id>/", PostingView.as_view(), name="api_posting"),
    path("companies/", CompanyListView.as_view(), name="api_company_list"),
    path("companies/<slug:slug>/", CompanyView.as_view(), name="api_company"),
    path(OWN, OwnPostingListView.as_view(), name="api_own_posting_list"),
    path(ONE, EditablePostingView.as_view(), name="api_own_posting"),
    path(f"{ONE}revision/", RevisionView.as_view(), name="api_revision"),
    path(f"{ONE}submit/", SubmitView.as_view(), name="api_posting_submit"),
    path(f"{ONE}withdraw/", WithdrawView.as_view(), name="api_posting_withdraw"),
    path(f"{ONE}close/", CloseView.as_view(), name="api_posting_close"),
    path(f"{ONE}renew/", RenewView.as_view(), name="api_posting_renew"),
    path(f"{ONE}appeal/", AppealView.as_view(), name="api_posting_appeal"),
    path(f"{ONE}duplicate/", DuplicateView.as_view(), name="api_posting_duplicate"),
    path(PIPELINE, ApplicationListView.as_view(), name="api_application_list"),
    path(SENT, ApplicationView.as_view(), name="api_application"),
    path(
        f"{SENT}transitions/",
        TransitionView.as_view(),
        name="api_application_transitions",
    ),
    path(f"{SENT}notes/", NoteListView.as_view(), name="api_application_notes"),
    path(
        f"{SENT}messages/", MessageListView.as_view(), name="api_application_messages"
    ),
    path(f"{SENT}cv/", CvView.as_view(), name="api_application_cv"),
    path("me/bookmarks/", BookmarkListView.as_view(), name="api_bookmark_list"),
    path("me/bookmarks/<id:posting_id>/", BookmarkView.as_view(), name="api_bookmark"),
    path("me/alerts/", AlertListView.as_view(), name="api_alert_list"),
    path("me/alerts/<id:alert_id>/", AlertView.as_view(), name="api_alert"),
    path("me/applications/", SentListView.as_view(), name="api_sent_list"),
    path(MINE, OneSentView.as_view(), name="api_sent"),
    path(f"{MINE}withdraw/", WithdrawSentView.as_view(), name="api_sent_withdraw"),
    path("extractions/", ExtractionView.as_view(), name="api_extractions"),
    path("changes/", ChangesView.as_view(), name="api_changes"),
    path("dumps/", DumpListView.as_view(), name="api_dump_list"),
    path("dumps/<day:day>/", DumpView.as_view(), name="api_dump"),
    path("insights/", InsightsView.as_view(), name="api_insights"),
    path("skills/", SkillListView.as_view(), name="api_skill_list"),
]
