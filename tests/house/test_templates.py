"""No template and no style without a tenant, and no style or script in a page."""

import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
TEMPLATES = PROJECT / "templates"
# Found by name by Django, allauth or the mailer.
BY_NAME = (
    *("admin/", "allauth/", "account/", "mfa/", "usersessions/"),
    *("django/forms/", "emails/"),
)
# Written by Django, Markdown or scripts, not in our templates.
ELSEWHERE = {"errorlist", "helptext", "nonfield", "success", "info", "debug"}


def sources() -> str:
    code = [
        p
        for name in ("jobboard", "accounts", "postings")
        for p in PROJECT.glob(f"{name}/**/*.py")
    ]
    pages = [p for p in TEMPLATES.rglob("*") if p.is_file()]
    return "\n".join(p.read_text(encoding="utf-8") for p in [*code, *pages])


ALL = sources()


@pytest.mark.parametrize(
    "name",
    [
        str(p.relative_to(TEMPLATES))
        for p in TEMPLATES.rglob("*.html")
        if "components" not in p.parts
    ],
)
def test_every_template_is_used(name):
    assert name.startswith(BY_NAME) or f'"{name}"' in ALL


@pytest.mark.parametrize(
    "name", [p.stem for p in (TEMPLATES / "components").glob("*.html")]
)
def test_every_component_is_used(name):
    assert re.search(rf"<c-{name.replace('_', '-')}[\s/>]", ALL)


def test_every_class_of_the_styles_is_used():
    # Django's admin has its own pages; admin.css only dresses them.
    styles = "\n".join(
        p.read_text()
        for p in (PROJECT / "static" / "css").rglob("*.css")
        if p.name != "admin.css"
    )
    styles = re.sub(r"/\*.*?\*/|url\([^)]*\)|\"[^\"]*\"", "", styles, flags=re.DOTALL)
    names = set(re.findall(r"\.([a-z][\w-]*)", styles)) - ELSEWHERE
    words = set(re.findall(r"[\w-]+", ALL))
    assert sorted(names - words) == []


@pytest.mark.parametrize(
    "path", [p for p in TEMPLATES.rglob("*.html") if "emails" not in p.parts], ids=str
)
def test_no_page_carries_style_or_script_of_its_own(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|<script(?![^>]*\bsrc=)", text)


def test_every_style_is_imported():
    css = PROJECT / "static" / "css"
    imported = set(re.findall(r'@import "([^"]+)"', (css / "app.css").read_text()))
    roots = {"app.css", "admin.css"}
    there = {str(p.relative_to(css)) for p in css.rglob("*.css")} - roots
    assert imported == there
