"""The part of the table of routes that is about people and companies."""

from jobboard.cast import CAST

ALL = {"visitor", *CAST}
MEMBERS = set(CAST)
VISITORS = {"visitor"}
TEAM = {"owner", "recruiter", "viewer"}
NOBODY: set[str] = set()
ACCOUNT, COMPANY = "/en/accounts", "/en/desk/acme"

# Those that lead on from a step, or ask first whether it is you, show nobody a page.
ROUTES = {
    "person": (f"{ACCOUNT}/", MEMBERS, 302),
    "person_export": (f"{ACCOUNT}/data/", NOBODY, 302),
    "person_delete": (f"{ACCOUNT}/delete/", MEMBERS, 302),
    "account_login": (f"{ACCOUNT}/login/", VISITORS, 302),
    "account_logout": (f"{ACCOUNT}/logout/", MEMBERS, 302),
    "account_inactive": (f"{ACCOUNT}/inactive/", ALL, None),
    "account_signup": (f"{ACCOUNT}/signup/", VISITORS, 302),
    "account_signup_by_passkey": (f"{ACCOUNT}/signup/passkey/", VISITORS, 302),
    "account_request_login_code": (f"{ACCOUNT}/login/code/", VISITORS, 302),
    "account_confirm_login_code": (f"{ACCOUNT}/login/code/confirm/", NOBODY, 302),
    "account_reauthenticate": (f"{ACCOUNT}/reauthenticate/", MEMBERS, 302),
    "account_email": (f"{ACCOUNT}/email/", MEMBERS, 302),
    "account_email_verification_sent": (f"{ACCOUNT}/confirm-email/", NOBODY, 302),
    "account_change_password": (f"{ACCOUNT}/password/change/", MEMBERS, 302),
    "account_set_password": (f"{ACCOUNT}/password/set/", NOBODY, 302),
    "account_reset_password": (f"{ACCOUNT}/password/reset/", ALL, None),
    "account_confirm_password_reset_code": (
        f"{ACCOUNT}/password/reset/confirm/",
        NOBODY,
        302,
    ),
    "account_complete_password_reset": (
        f"{ACCOUNT}/password/reset/complete/",
        NOBODY,
        302,
    ),
    "account_password_reset_completed": (f"{ACCOUNT}/password/reset/done/", ALL, None),
    "mfa_index": (f"{ACCOUNT}/2fa/", MEMBERS, 302),
    "mfa_authenticate": (f"{ACCOUNT}/2fa/authenticate/", NOBODY, 302),
    "mfa_reauthenticate": (f"{ACCOUNT}/2fa/reauthenticate/", NOBODY, 302),
    "mfa_activate_totp": (f"{ACCOUNT}/2fa/totp/activate/", NOBODY, 302),
    "mfa_deactivate_totp": (f"{ACCOUNT}/2fa/totp/deactivate/", NOBODY, 404),
    "mfa_view_recovery_codes": (f"{ACCOUNT}/2fa/recovery-codes/", NOBODY, 404),
    "mfa_generate_recovery_codes": (
        f"{ACCOUNT}/2fa/recovery-codes/generate/",
        NOBODY,
        302,
    ),
    "mfa_download_recovery_codes": (
        f"{ACCOUNT}/2fa/recovery-codes/download/",
        NOBODY,
        404,
    ),
    "mfa_list_webauthn": (f"{ACCOUNT}/2fa/webauthn/", MEMBERS, 302),
    "mfa_add_webauthn": (f"{ACCOUNT}/2fa/webauthn/add/", NOBODY, 302),
    "mfa_login_webauthn": (f"{ACCOUNT}/2fa/webauthn/login/", NOBODY, 302),
    "mfa_signup_webauthn": (f"{ACCOUNT}/2fa/webauthn/signup/", NOBODY, 302),
    "mfa_reauthenticate_webauthn": (
        f"{ACCOUNT}/2fa/webauthn/reauthenticate/",
        NOBODY,
        302,
    ),
    "mfa_remove_webauthn": (f"{ACCOUNT}/2fa/webauthn/keys/1/remove/", NOBODY, 302),
    "mfa_edit_webauthn": (f"{ACCOUNT}/2fa/webauthn/keys/1/edit/", NOBODY, 302),
    "usersessions_list": (f"{ACCOUNT}/sessions/", MEMBERS, 302),
    "token_list": (f"{ACCOUNT}/tokens/", MEMBERS, 302),
    "token_revoke": (f"{ACCOUNT}/tokens/{{live}}/revoke/", NOBODY, 405),
    "invitation": ("/en/invitations/none/", NOBODY, 404),
    "company_new": ("/en/desk/companies/new/", MEMBERS, 302),
    "company_team": (f"{COMPANY}/team/", TEAM, 404),
    "company_tokens": (f"{COMPANY}/tokens/", {"owner"}, 404),
    "company_webhooks": (f"{COMPANY}/webhooks/", {"owner"}, 404),
    "webhook": (f"{COMPANY}/webhooks/{{live}}/", NOBODY, 404),
    **{
        f"webhook_{deed}": (f"{COMPANY}/webhooks/{{live}}/{deed}/", NOBODY, 405)
        for deed in ("rotate", "resume", "delete")
    },
    "webhook_replay": (
        f"{COMPANY}/webhooks/{{live}}/messages/{{live}}/replay/",
        NOBODY,
        405,
    ),
    "company_settings": (f"{COMPANY}/settings/", {"owner"}, 404),
    "company_domains": (f"{COMPANY}/domains/", {"owner"}, 404),
    "domain_confirm": ("/en/domains/none/", NOBODY, 404),
    **{
        f"domain_{deed}": (f"{COMPANY}/domains/{{live}}/{deed}/", NOBODY, 405)
        for deed in ("check", "mail", "drop")
    },
    "company_delete": (f"{COMPANY}/delete/", NOBODY, 405),
    "invitation_revoke": (f"{COMPANY}/invitations/{{live}}/revoke/", NOBODY, 405),
    **{
        f"member_{deed}": (f"{COMPANY}/members/1/{deed}/", NOBODY, 405)
        for deed in ("role", "remove", "leave")
    },
}
