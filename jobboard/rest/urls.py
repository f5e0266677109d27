"""What the API answers about itself."""

from django.urls import path

from jobboard.rest.problems import problem_type

urlpatterns = [
    path("problems/<slug:code>/", problem_type, name="problem_type"),
]
