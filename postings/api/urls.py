"""The addresses of the API for postings, below `/api/v1/`."""

from django.urls import path

from postings.api.postings import PostingListView

urlpatterns = [path("postings/", PostingListView.as_view(), name="api_posting_list")]
