"""The addresses of pages about postings, below the language."""

from django.urls import URLPattern, path

from postings.views import (
    companies,
    deeds,
    employer,
    home,
    listing,
    pasting,
    preview,
    public,
    reader,
)


def button(name: str, view: deeds.View, subject: str = "posting") -> URLPattern:
    """A deed's address below the posting's desk, named noun_verb."""
    word = name if subject == "posting" else f"{subject}/{name}"
    route = f"desk/jobs/<id:posting_id>/{word}/"
    return path(route, view, name=f"{subject}_{name}")


urlpatterns = [
    path("", home.home, name="home"),
    path("jobs/", listing.posting_list, name="posting_list"),
    path("jobs/search/", listing.posting_search, name="posting_search"),
    path("jobs/reader/", reader.reader, name="reader"),
    path("jobs/<slug:slug>-<id:posting_id>/", public.posting, name="posting"),
    path("companies/", companies.company_list, name="company_list"),
    path("companies/<slug:slug>/", companies.company, name="company"),
    path("desk/", employer.desk, name="desk"),
    path("desk/jobs/new/", employer.posting_new, name="posting_new"),
    path("desk/jobs/new/paste/", pasting.posting_paste, name="posting_paste"),
    path("desk/jobs/new/preview/", preview.posting_preview, name="posting_preview_new"),
    path(
        "desk/jobs/<id:posting_id>/preview/",
        preview.posting_preview,
        name="posting_preview",
    ),
    path("desk/jobs/<id:posting_id>/", employer.posting_desk, name="posting_desk"),
    path(
        "desk/jobs/<id:posting_id>/revise/",
        employer.posting_revise,
        name="posting_revise",
    ),
    button("submit", deeds.posting_submit),
    button("withdraw", deeds.posting_withdraw),
    button("delete", deeds.posting_delete),
    button("close", deeds.posting_close),
    button("renew", deeds.posting_renew),
    button("appeal", deeds.posting_appeal),
    button("withdraw", deeds.revision_withdraw, subject="revision"),
]
