"""The files of deploy/ can be read, and name nothing that does not exist."""

import configparser
import re
import shlex
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands

PROJECT = Path(__file__).resolve().parents[2]
DEPLOY = PROJECT / "deploy"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
UNITS = sorted((DEPLOY / "systemd").iterdir())
# Of other programs: the database's image, Caddy, Python, prometheus_client, the build,
# Amazon's library.
OTHERS = {
    "POSTGRES_USER",
    "POSTGRES_PASSWORD",
    "POSTGRES_INITDB_ARGS",
    "SITE_HOST",
    "UPSTREAM",
    "PATH",
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "PYTHON",
    "REQUIREMENTS",
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONUNBUFFERED",
    "PROMETHEUS_MULTIPROC_DIR",
}
OURS = {"migrate", "web", "worker", "relay", "beat", "backup", "restore"}


def documented() -> set[str]:
    text = (PROJECT / "docs/operations.md").read_text()
    return set(re.findall(r"^\| `([A-Z0-9_]+)` \|", text, re.MULTILINE))


def assigned(text: str) -> set[str]:
    """NAME=value at the beginning of a line or behind ENV, ARG or Environment=."""
    pattern = r"(?:^#?|^ENV |^ARG |^ {4,}|Environment=|[0-9] )([A-Z][A-Z0-9_]+)="
    return set(re.findall(pattern, text, re.MULTILINE))


def of_compose() -> set[str]:
    services = COMPOSE["services"].values()
    named = {name for service in services for name in service.get("environment", ())}
    text = (DEPLOY / "compose.yaml").read_text()
    return named | set(re.findall(r"\$\{([A-Z0-9_]+)", text))


def parsed(path: Path) -> configparser.RawConfigParser:
    # Environment= may stand twice in a unit.
    unit = configparser.RawConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(path)
    return unit


NAMED = {
    "compose.yaml": of_compose(),
    "env.example": assigned((DEPLOY / "env.example").read_text()),
    "Containerfile": assigned((DEPLOY / "Containerfile").read_text()),
    "systemd": assigned("\n".join(path.read_text() for path in UNITS)),
    "Caddyfile": set(
        re.findall(r"\{\$([A-Z0-9_]+)", (DEPLOY / "Caddyfile").read_text())
    ),
}


@pytest.mark.parametrize("name", NAMED)
def test_every_variable_exists(name):
    assert NAMED[name], "or the search is broken"
    assert NAMED[name] - OTHERS - documented() == set()


def test_what_compose_needs_is_in_the_example():
    text = (DEPLOY / "compose.yaml").read_text()
    assert set(re.findall(r"\$\{([A-Z0-9_]+):\?\}", text)) <= NAMED["env.example"]


def test_every_process_of_the_board_is_one_of_compose_s_and_can_write_nowhere_else():
    services = COMPOSE["services"]
    assert services.keys() >= OURS
    for name in OURS:
        service = services[name]
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["image"] == "jobboard:${RELEASE:-1}", name
        assert service["build"]["dockerfile"] == "deploy/Containerfile", name
    published = {name for name, service in services.items() if "ports" in service}
    assert published == {"proxy"}, "nothing else is reached from outside"


def test_every_volume_and_every_service_that_is_waited_for_is_there():
    for service in COMPOSE["services"].values():
        for volume in service.get("volumes", ()):
            source = volume.partition(":")[0]
            assert source in COMPOSE["volumes"] or (DEPLOY / source).exists()
        assert service.get("depends_on", {}).keys() <= COMPOSE["services"].keys()


def test_every_command_of_ours_exists():
    commands = [c for s in COMPOSE["services"].values() for c in [s.get("command")]]
    commands += [s.get("entrypoint") for s in COMPOSE["services"].values()]
    words = [c[1] for c in commands if c and c[0] == "./manage.py"]
    for path in UNITS:
        words += re.findall(r"manage\.py (\w+)", path.read_text())
    words += re.findall(r"manage\.py (\w+)", (DEPLOY / "Containerfile").read_text())
    assert {"migrate", "relay", "backup", "restore", "collectstatic"} <= set(words)
    assert set(words) <= get_commands().keys()


def test_the_image_runs_as_nobody_in_particular():
    lines = (DEPLOY / "Containerfile").read_text().splitlines()
    assert [line for line in lines if line.startswith("USER")] == ["USER board"]
    copies = [shlex.split(line)[1:-1] for line in lines if line.startswith("COPY")]
    ours = {name for names in copies for name in names if "packages" not in names[0]}
    ignored = (DEPLOY / "Containerfile.dockerignore").read_text().splitlines()
    assert {f"!{name}" for name in ours} == {n for n in ignored if n.startswith("!")}
    assert all((PROJECT / name).exists() for name in ours)


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_is_one(path):
    unit = parsed(path)
    assert unit["Unit"]["Description"]
    if path.suffix != ".service":
        return
    service = unit["Service"]
    assert service["User"] == "jobboard"
    assert service["EnvironmentFile"] == "/etc/jobboard.env"
    assert service["NoNewPrivileges"] == "yes"
    assert service["ProtectSystem"] == "strict"


def test_the_target_wants_every_process_that_lasts():
    wanted = set(
        parsed(DEPLOY / "systemd" / "jobboard.target")["Unit"]["Wants"].split()
    )
    lasting = {
        path.name
        for path in UNITS
        if path.suffix == ".service" and "Type" not in parsed(path)["Service"]
    }
    assert wanted == lasting | {"jobboard-backup.timer"}
