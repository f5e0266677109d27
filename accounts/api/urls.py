"""The addresses of the API for people and companies, below `/api/v1/`."""

from django.urls import path

from accounts.api import person, webhooks

ALL = "companies/<slug:slug>/webhooks/"
ONE = f"{ALL}<id:webhook_id>/"
LOG = f"{ONE}deliveries/"

urlpatterns = [
    path("me/", person.MeView.as_view(), name="api_me"),
    path("me/export/", person.ExportView.as_view(), name="api_export"),
    path(ALL, webhooks.WebhookListView.as_view(), name="api_webhook_list"),
    path(ONE, webhooks.OneWebhookView.as_view(), name="api_webhook"),
    path(
        f"{ONE}rotate/",
        webhooks.RotateWebhookView.as_view(),
        name="api_webhook_rotate",
    ),
    path(LOG, webhooks.MessageListView.as_view(), name="api_webhook_deliveries"),
    path(
        f"{LOG}<id:message_id>/replay/",
        webhooks.ReplayMessageView.as_view(),
        name="api_webhook_replay",
    ),
]
