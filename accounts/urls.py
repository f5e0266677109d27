"""The addresses of pages about people and companies, below the language."""

from django.urls import include, path

from accounts.views import (
    company,
    domain,
    invitation,
    person,
    team,
    token,
    webhook,
)

HOOKS = "desk/<slug:slug>/webhooks/"
HOOK = f"{HOOKS}<id:webhook_id>/"
DOMAIN = "desk/<slug:slug>/domains/<id:domain_id>"
urlpatterns = [
    path("accounts/", person.person, name="person"),
    path("accounts/data/", person.person_export, name="person_export"),
    path("accounts/delete/", person.person_delete, name="person_delete"),
    path("accounts/tokens/", token.token_list, name="token_list"),
    path(
        "accounts/tokens/<id:token_id>/revoke/",
        token.token_revoke,
        name="token_revoke",
    ),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("accounts/sessions/", include("allauth.usersessions.urls")),
    path("invitations/<slug:token>/", invitation.invitation, name="invitation"),
    path("desk/companies/new/", company.company_new, name="company_new"),
    path("desk/<slug:slug>/tokens/", token.company_tokens, name="company_tokens"),
    path(HOOKS, webhook.company_webhooks, name="company_webhooks"),
    path(HOOK, webhook.webhook, name="webhook"),
    path(f"{HOOK}rotate/", webhook.webhook_rotate, name="webhook_rotate"),
    path(f"{HOOK}resume/", webhook.webhook_resume, name="webhook_resume"),
    path(f"{HOOK}delete/", webhook.webhook_delete, name="webhook_delete"),
    path(
        f"{HOOK}messages/<id:message_id>/replay/",
        webhook.webhook_replay,
        name="webhook_replay",
    ),
    path("desk/<slug:slug>/team/", team.company_team, name="company_team"),
    path(
        "desk/<slug:slug>/settings/", company.company_settings, name="company_settings"
    ),
    path("desk/<slug:slug>/delete/", company.company_delete, name="company_delete"),
    path("domains/<str:token>/", domain.domain_confirm, name="domain_confirm"),
    path("desk/<slug:slug>/domains/", domain.company_domains, name="company_domains"),
    path(f"{DOMAIN}/check/", domain.domain_check, name="domain_check"),
    path(f"{DOMAIN}/mail/", domain.domain_mail, name="domain_mail"),
    path(f"{DOMAIN}/drop/", domain.domain_drop, name="domain_drop"),
    path(
        "desk/<slug:slug>/invitations/<id:invitation_id>/revoke/",
        team.invitation_revoke,
        name="invitation_revoke",
    ),
    path(
        "desk/<slug:slug>/members/<int:member_id>/role/",
        team.member_role,
        name="member_role",
    ),
    path(
        "desk/<slug:slug>/members/<int:member_id>/remove/",
        team.member_remove,
        name="member_remove",
    ),
    path(
        "desk/<slug:slug>/members/<int:member_id>/leave/",
        team.member_leave,
        name="member_leave",
    ),
]
