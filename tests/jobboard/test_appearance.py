"""The theme and the board's own face, without JavaScript and without a style in a page."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_the_theme_is_asked_kept_and_shown():
    client = Client()
    asked = client.get("/pt-br/appearance/?next=/pt-br/jobs/")
    assert 'value="/pt-br/jobs/"' in asked.content.decode()
    kept = client.post("/pt-br/appearance/", {"theme": "dark", "next": "/pt-br/jobs/"})
    assert (kept.status_code, kept["Location"]) == (302, "/pt-br/jobs/")
    assert 'data-theme="dark"' in client.get("/pt-br/jobs/").content.decode()
    client.post("/en/appearance/", {"theme": "system"})
    assert "data-theme" not in client.get("/en/jobs/").content.decode()


def test_single_letters_can_be_refused():
    client = Client()
    assert "js/keys.js" in client.get("/en/jobs/").content.decode()
    client.post("/en/appearance/", {"theme": "system"})
    assert "js/keys.js" not in client.get("/en/jobs/").content.decode()


def test_a_theme_that_is_none_is_refused_at_its_field():
    answer = Client().post("/en/appearance/", {"theme": "neon"})
    assert answer.status_code == 422
    assert "neon" in answer.content.decode()


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", ""])
def test_the_reader_is_never_sent_to_another_site(target):
    answer = Client().post("/en/appearance/", {"theme": "dark", "next": target})
    assert answer["Location"] == "/en/"


def test_a_forged_cookie_is_no_theme():
    client = Client()
    client.cookies["theme"] = '"><script>'
    assert "data-theme" not in client.get("/en/jobs/").content.decode()


def test_a_board_has_its_own_hue_and_mark(settings, tmp_path):
    mark = tmp_path / "mark.svg"
    mark.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    settings.ACCENT_HUE = 260
    settings.SITE_LOGO = str(mark)
    settings.SITE_NAME = "Trabalho Livre"
    page = Client().get("/en/jobs/").content.decode()
    assert 'href="/accent.css?260"' in page
    assert 'src="/logo"' in page
    assert "Trabalho Livre" in page
    assert Client().get("/accent.css").content == b":root { --hue: 260; }\n"
    assert Client().get("/logo")["Content-Type"] == "image/svg+xml"
