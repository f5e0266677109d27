"""Signing in, signing up, and what belongs to an account."""

from django.urls import include, path

urlpatterns = [path("", include("allauth.account.urls"))]
