"""What the API answers about itself."""

from django.urls import path

from jobboard.rest.documentation import SchemaView, api_docs
from jobboard.rest.problems import problem_type

urlpatterns = [
    path("schema/", SchemaView.as_view(), name="api_schema"),
    path("docs/", api_docs, name="api_docs"),
    path("problems/<slug:code>/", problem_type, name="problem_type"),
]
