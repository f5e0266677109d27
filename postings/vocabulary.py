"""The words of the trade: levels, workplaces, contracts, benefits and skills."""

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db import models
from django.utils.translation import gettext_lazy as _

SKILLS_FILE = Path(__file__).parent / "data" / "skills.tsv"


class Level(models.TextChoices):
    """How senior; in this order."""

    INTERN = "intern", _("Intern")
    JUNIOR = "junior", _("Junior")
    MID = "mid", _("Mid")
    SENIOR = "senior", _("Senior")
    STAFF = "staff", _("Staff")
    PRINCIPAL = "principal", _("Principal")
    LEAD = "lead", _("Lead")


class Workplace(models.TextChoices):
    """Where the work is done."""

    REMOTE = "remote", _("Remote")
    HYBRID = "hybrid", _("Hybrid")
    ONSITE = "onsite", _("On-site")


class Employment(models.TextChoices):
    """How much of one's time, and for how long."""

    FULL_TIME = "full_time", _("Full-time")
    PART_TIME = "part_time", _("Part-time")
    INTERNSHIP = "internship", _("Internship")
    TEMPORARY = "temporary", _("Temporary")
    FREELANCE = "freelance", _("Freelance")


class Contract(models.TextChoices):
    """The legal regime. Names that belong to one country's law stay untranslated."""

    EMPLOYEE = "employee", _("Employee")
    CONTRACTOR = "contractor", _("Contractor")
    EOR = "eor", _("Employer of record")
    CLT = "clt", "CLT"
    PJ = "pj", "PJ"
    ESTAGIO = "estagio", "Lei do Estágio"
    RELACION_DEPENDENCIA = "relacion_dependencia", "Relación de dependencia"
    MONOTRIBUTO = "monotributo", "Monotributo"
    TERMINO_INDEFINIDO = "termino_indefinido", "Término indefinido"
    TERMINO_FIJO = "termino_fijo", "Término fijo"
    PRESTACION_SERVICIOS = "prestacion_servicios", "Prestación de servicios"
    PLAZO_INDEFINIDO = "plazo_indefinido", "Plazo indefinido"
    PLAZO_FIJO = "plazo_fijo", "Plazo fijo"
    HONORARIOS = "honorarios", "Honorarios"
    TIEMPO_INDETERMINADO = "tiempo_indeterminado", "Tiempo indeterminado"
    PLANILLA = "planilla", "Planilla"
    UNIPERSONAL = "unipersonal", "Empresa unipersonal"
    W2 = "w2", "W-2"
    F1099 = "f1099", "1099"


# The country whose law knows the regime; the others are found everywhere.
CONTRACT_COUNTRY = {
    Contract.CLT: "BR",
    Contract.PJ: "BR",
    Contract.ESTAGIO: "BR",
    Contract.RELACION_DEPENDENCIA: "AR",
    Contract.MONOTRIBUTO: "AR",
    Contract.TERMINO_INDEFINIDO: "CO",
    Contract.TERMINO_FIJO: "CO",
    Contract.PRESTACION_SERVICIOS: "CO",
    Contract.PLAZO_INDEFINIDO: "CL",
    Contract.PLAZO_FIJO: "CL",
    Contract.HONORARIOS: "CL",
    Contract.TIEMPO_INDETERMINADO: "MX",
    Contract.PLANILLA: "PE",
    Contract.UNIPERSONAL: "UY",
    Contract.W2: "US",
    Contract.F1099: "US",
}


class Benefit(models.TextChoices):
    """What comes with the pay. Names that belong to one country stay as they are."""

    HEALTH = "health", _("Health insurance")
    DENTAL = "dental", _("Dental insurance")
    LIFE = "life", _("Life insurance")
    MEALS = "meals", _("Meal allowance")
    TRANSPORT = "transport", _("Transport allowance")
    HOME_OFFICE = "home_office", _("Home office allowance")
    EQUIPMENT = "equipment", _("Equipment")
    PAID_LEAVE = "paid_leave", _("Paid time off beyond the law")
    PARENTAL = "parental", _("Parental leave beyond the law")
    SICK_LEAVE = "sick_leave", _("Paid sick leave")
    TRAINING = "training", _("Training budget")
    LANGUAGES = "languages", _("Language classes")
    BONUS = "bonus", _("Bonus")
    PROFIT = "profit", _("Profit sharing")
    PENSION = "pension", _("Pension plan")
    FITNESS = "fitness", _("Gym or sports")
    CHILDCARE = "childcare", _("Childcare allowance")
    FLEXIBLE = "flexible", _("Flexible hours")
    SHORT_WEEK = "short_week", _("Four-day week")
    THERAPY = "therapy", _("Mental health support")


@dataclass(frozen=True)
class KnownSkill:
    """A skill of the starting vocabulary, and how else people write it."""

    slug: str
    name: str
    aliases: tuple[str, ...]


def known_skills() -> Iterator[KnownSkill]:
    """The starting vocabulary, from the file: name, then aliases with `|` between."""
    with SKILLS_FILE.open(encoding="utf-8", newline="") as file:
        for name, aliases in csv.reader(file, delimiter="\t"):
            yield KnownSkill(
                skill_slug(name), name, tuple(filter(None, aliases.split("|")))
            )


@cache
def known_skill_names() -> dict[str, str]:
    """The name of each skill of the starting vocabulary by its slug."""
    return {skill.slug: skill.name for skill in known_skills()}


def skill_slug(name: str) -> str:
    """The name in an address, distinct where the names are: cpp, csharp, dotnet, nodejs.

    Letters lose their accents; `+` becomes p, `#` sharp, and a dot at the
    beginning `dot`; other dots vanish, everything else is a hyphen. Empty for a
    name without a letter or digit.
    """
    plain = unicodedata.normalize("NFKD", name.casefold().strip())
    plain = plain.encode("ascii", "ignore").decode()
    plain = re.sub(r"^\.(?=\w)", "dot", plain).replace("+", "p").replace("#", "sharp")
    return re.sub(r"[^a-z0-9]+", "-", plain.replace(".", "")).strip("-")


def spelling(name: str) -> str:
    """The form under which a skill and its aliases are looked up."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
