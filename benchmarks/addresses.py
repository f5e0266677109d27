"""Beside the board's addresses hello and a naive list, through the same middleware."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from benchmarks.pages import naive_list
from jobboard.urls import urlpatterns as ours


def hello(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("hello")


def naive(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(naive_list(1))


urlpatterns = [path("hello/", hello), path("naive/", naive), *ours]
