"""The addresses of the API for postings, below `/api/v1/`."""

from django.urls import path

from postings.api import search

urlpatterns = [
    path("postings/", search.PostingListView.as_view(), name="api_posting_list"),
    path("postings/facets/", search.FacetsView.as_view(), name="api_facets"),
    path(
        "postings/<id:posting_id>/similar/",
        search.SimilarView.as_view(),
        name="api_similar",
    ),
    path("suggestions/", search.SuggestionsView.as_view(), name="api_suggestions"),
]
