"""The pages of a company and its team, as the people in it use them."""

import re

import pytest
from django.core import mail
from django.test import Client

from accounts import tasks
from accounts.lifecycle import team
from accounts.models import Company, Invitation, Membership, Role, User
from jobboard.outbox import Delivery
from tests import build
from tests.accounts.flows import code_in, sign_up

TEAM, SETTINGS = "/en/desk/acme/team/", "/en/desk/acme/settings/"
STRANGER = "stranger@example.com"


@pytest.fixture
def owner(signed_in) -> Client:
    return signed_in("owner")


def seat(cast, part: str) -> Membership:
    return Membership.objects.get(user=cast[part])


def ask(owner: Client, email: str = STRANGER) -> Invitation:
    owner.post(TEAM, {"email": email, "role": "recruiter"})
    return Invitation.objects.get(email=email)


def test_a_company_is_made_and_leads_to_its_team(signed_in):
    browser = signed_in("stranger")
    data = {"name": "Ñandú Labs", "website": "nandu.example"}
    answer = browser.post("/en/desk/companies/new/", data)
    assert answer["Location"] == "/en/desk/nandu-labs/team/"
    assert browser.get(answer["Location"]).status_code == 200
    assert Company.objects.get(slug="nandu-labs").website == "https://nandu.example"
    assert "Ñandú Labs" in browser.get("/en/desk/").content.decode()


@pytest.mark.parametrize("data", [{"name": ""}, {"name": "A\x07"}, {"name": "x" * 121}])
def test_a_company_without_a_proper_name_is_refused(signed_in, data):
    answer = signed_in("stranger").post("/en/desk/companies/new/", data)
    assert answer.status_code == 422
    assert "name" in answer.context["form"].errors


def test_the_sixth_company_of_a_day_waits(signed_in):
    browser = signed_in("stranger")
    for number in range(5):
        browser.post("/en/desk/companies/new/", {"name": f"Firm {number}"})
    answer = browser.post("/en/desk/companies/new/", {"name": "Firm 6"})
    assert answer.status_code == 429
    assert b"Firm 6" in answer.content


def test_the_settings_are_saved(owner, cast):
    data = {"version": 1, "name": "Acme", "website": "", "description": "We *care*."}
    assert owner.post(SETTINGS, data)["Location"] == SETTINGS
    assert "We <em>care</em>." in Company.objects.get(slug="acme").description_html


def test_two_owners_lose_no_word(owner, signed_in, cast):
    Membership.objects.filter(user=cast["recruiter"]).update(role=Role.OWNER)
    data = {"version": 1, "website": "", "description": ""}
    owner.post(SETTINGS, {**data, "name": "Hers"})
    answer = signed_in("recruiter").post(SETTINGS, {**data, "name": "His"})
    assert answer.status_code == 409
    (difference,) = answer.context["conflict"]["differences"]
    assert (difference.theirs, difference.mine) == ("Hers", "His")
    page = answer.content.decode()
    assert "Olívia Prado changed the company" in page
    assert 'name="version" value="2"' in page
    again = signed_in("recruiter").post(SETTINGS, {**data, "version": 2, "name": "His"})
    assert again.status_code == 302
    assert Company.objects.get(slug="acme").name == "His"


@pytest.mark.parametrize("version", ["", "x", "0", "9" * 20])
def test_settings_without_a_proper_version_are_refused(owner, version):
    data = {"version": version, "name": "New"}
    assert owner.post(SETTINGS, data).status_code in {409, 422}
    assert Company.objects.get(slug="acme").version == 1


def test_a_company_is_deleted_only_without_jobs(owner, cast):
    build.posting(cast)
    assert owner.post("/en/desk/acme/delete/", {"version": 1})["Location"] == SETTINGS
    assert "has jobs" in owner.get(SETTINGS).content.decode()
    Company.objects.get(slug="acme").postings.all().delete()
    assert owner.post("/en/desk/acme/delete/", {})
    answer = owner.post("/en/desk/acme/delete/", {"version": 1})
    assert answer["Location"] == "/en/desk/"
    assert not Company.objects.filter(slug="acme").exists()


@pytest.mark.parametrize(
    ("part", "shows"), [("owner", True), ("recruiter", False), ("viewer", False)]
)
def test_the_team_is_known_to_all_and_managed_by_owners(signed_in, part, shows):
    page = signed_in(part).get(TEAM).content.decode()
    assert "Vito Salas" in page
    assert ("Send the invitation" in page) is shows
    assert ("Change the role" in page) is shows


@pytest.mark.parametrize("count", [1, 3])
def test_the_team_asks_a_fixed_number_of_queries(
    owner, cast, django_assert_num_queries, count
):
    acme = Company.objects.get(slug="acme")
    for number in range(count):
        user = User.objects.create_user(f"{number}@acme.example")
        Membership.objects.create(company=acme, user=user, role=Role.VIEWER)
        email = f"{number}@example.com"
        team.invite_member(acme, email=email, role=Role.VIEWER, by=cast["owner"])
    with django_assert_num_queries(6):
        owner.get(TEAM)


def test_a_role_is_changed_and_a_member_removed(owner, cast):
    member = seat(cast, "viewer").pk
    path = f"/en/desk/acme/members/{member}/"
    owner.post(f"{path}role/", {"version": 1, "role": "recruiter"})
    assert seat(cast, "viewer").role == Role.RECRUITER
    stale = owner.post(f"{path}role/", {"version": 1, "role": "owner"}, follow=True)
    assert "Somebody was quicker" in stale.content.decode()
    owner.post(f"{path}remove/", {"version": 2})
    assert not Membership.objects.filter(pk=member).exists()


@pytest.mark.parametrize(
    ("deed", "data"),
    [
        ("role", {"version": 1, "role": "boss"}),
        ("role", {"role": "viewer"}),
        ("remove", {"version": "x"}),
        ("remove", {}),
        ("leave", {}),
    ],
)
def test_a_form_that_is_not_whole_is_a_bad_request(owner, cast, deed, data):
    path = f"/en/desk/acme/members/{seat(cast, 'owner').pk}/{deed}/"
    assert owner.post(path, data).status_code == 400


def test_the_last_owner_is_told_what_to_do(owner, cast):
    path = f"/en/desk/acme/members/{seat(cast, 'owner').pk}/leave/"
    page = owner.post(path, {"version": 1}, follow=True).content.decode()
    assert "A company keeps an owner" in page


def test_leaving_leads_away(signed_in, cast):
    viewer = signed_in("viewer")
    path = f"/en/desk/acme/members/{seat(cast, 'viewer').pk}/leave/"
    assert viewer.post(path, {"version": 1})["Location"] == "/en/desk/"
    assert viewer.get(TEAM).status_code == 404


@pytest.mark.parametrize(
    ("part", "status"), [("recruiter", 403), ("viewer", 403), ("rival", 404)]
)
def test_the_others_change_no_team(signed_in, cast, owner, part, status):
    invitation = ask(owner)
    browser = signed_in(part)
    member = seat(cast, "owner").pk
    answers = [
        browser.post(TEAM, {"email": "x@example.com", "role": "owner"}),
        browser.post(f"/en/desk/acme/members/{member}/remove/", {"version": 1}),
        browser.post(
            f"/en/desk/acme/members/{member}/role/", {"version": 1, "role": "viewer"}
        ),
        browser.post(re.sub("team/$", revoke(invitation), TEAM)),
    ]
    assert [answer.status_code for answer in answers] == [status] * 4
    assert seat(cast, "owner").role == Role.OWNER


def revoke(invitation: Invitation) -> str:
    from jobboard.ids import encode

    return f"invitations/{encode(invitation.pk)}/revoke/"


def test_a_member_of_another_team_is_not_found(owner, cast):
    path = f"/en/desk/acme/members/{seat(cast, 'rival').pk}/remove/"
    assert owner.post(path, {"version": 1}).status_code == 404


@pytest.mark.parametrize("email", ["", "nobody", "viewer@acme.example"])
def test_an_address_that_cannot_be_asked_is_told_at_the_field(owner, email):
    answer = owner.post(TEAM, {"email": email, "role": "viewer"})
    assert answer.status_code == 422
    assert "email" in answer.context["form"].errors
    assert email in answer.content.decode()


def test_an_invitation_is_taken_back(owner, client):
    invitation = ask(owner)
    path = re.sub("team/$", revoke(invitation), TEAM)
    assert "taken back" in owner.post(path, follow=True).content.decode()
    assert "had ended" in owner.post(path, follow=True).content.decode()
    page = client.get(f"/en/invitations/{invitation.token}/").content.decode()
    assert "This invitation has ended." in page


def test_an_invitation_is_accepted_where_one_is_signed_in(owner, signed_in):
    path = f"/en/invitations/{ask(owner).token}/"
    stranger = signed_in("stranger")
    assert "Join Acme Pagamentos" in stranger.get(path).content.decode()
    for _ in range(2):
        assert stranger.post(path)["Location"] == TEAM
    assert Membership.objects.filter(user__email=STRANGER).count() == 1


def test_somebody_else_cannot_take_the_place(owner, signed_in, client):
    path = f"/en/invitations/{ask(owner).token}/"
    candidate = signed_in("candidate")
    assert "You are signed in as candidate@example.com" in (
        candidate.get(path).content.decode()
    )
    assert candidate.post(path).status_code == 403
    assert client.post(path).status_code == 200
    assert not Membership.objects.filter(user__email=STRANGER).exists()


def test_a_newcomer_goes_from_the_mail_to_the_team(owner, client):
    ask(owner, "new@example.com")
    tasks.tell_invited(Delivery.objects.get().pk)
    (link,) = re.findall(
        r"https://board.example(\S+invitations\S+)", mail.outbox[0].body
    )
    page = client.get(link).content.decode()
    (query,) = re.findall(r'signup/\?([^"]+)"', page)
    form = client.get(f"/en/accounts/signup/?{query}".replace("&amp;", "&"))
    assert "new@example.com" in form.content.decode()
    asked = sign_up(client, next=link)
    mail_with_code = mail.outbox[1]
    done = client.post(asked["Location"], {"code": code_in(mail_with_code)})
    assert done["Location"] == link
    assert client.post(link)["Location"] == TEAM
