"""The addresses of pages about postings, below the language."""

from django.urls import path

from postings.views import employer, public

urlpatterns = [
    path("", public.posting_list, name="home"),
    path("jobs/", public.posting_list, name="posting_list"),
    path("jobs/<slug:slug>-<id:posting_id>/", public.posting, name="posting"),
    path("desk/", employer.desk, name="desk"),
    path("desk/jobs/new/", employer.posting_new, name="posting_new"),
    path("desk/jobs/<id:posting_id>/", employer.posting_desk, name="posting_desk"),
    path(
        "desk/jobs/<id:posting_id>/submit/",
        employer.posting_submit,
        name="posting_submit",
    ),
    path(
        "desk/jobs/<id:posting_id>/withdraw/",
        employer.posting_withdraw,
        name="posting_withdraw",
    ),
    path(
        "desk/jobs/<id:posting_id>/close/", employer.posting_close, name="posting_close"
    ),
]
