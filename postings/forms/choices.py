"""What the posting form lets people choose from, named in their language."""

from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from jobboard import formats
from postings import languages, regions
from postings.pay import CURRENCIES
from postings.vocabulary import CONTRACT_COUNTRY, Contract

NOT_STATED = ("", _("not stated"))
Choices = list[Any]

# Zones of the cities where the board's people and their companies work.
ZONES = (
    "America/Sao_Paulo America/Manaus America/Recife"
    " America/Argentina/Buenos_Aires America/Montevideo America/Asuncion"
    " America/Santiago America/La_Paz America/Lima America/Bogota"
    " America/Guayaquil America/Caracas America/Panama America/Costa_Rica"
    " America/Guatemala America/El_Salvador America/Tegucigalpa America/Managua"
    " America/Santo_Domingo America/Puerto_Rico America/Havana"
    " America/Mexico_City America/Monterrey America/Tijuana America/New_York"
    " America/Chicago America/Denver America/Los_Angeles America/Toronto"
    " America/Vancouver Europe/Lisbon Europe/Madrid Europe/London Europe/Berlin"
    " Europe/Paris Europe/Amsterdam UTC"
).split()


def region_choices() -> Choices:
    """Regions, the countries of Latin America, and all others, by name."""
    latam = regions.MEMBERS[regions.Region.LATAM]
    return [
        (_("Regions"), list(regions.Region.choices)),
        (_("Latin America"), country_choices(latam)),
        (_("Other countries"), country_choices(regions.COUNTRIES - latam)),
    ]


def country_choices(codes: frozenset[str]) -> list[tuple[str, str]]:
    named = [(code, formats.country_name(code)) for code in codes]
    return sorted(named, key=lambda pair: formats.sort_key(pair[1]))


def language_choices() -> Choices:
    named = [(code, formats.language_name(code)) for code in languages.ASKED]
    return [("", _("no language")), *named]


def contract_choices() -> Choices:
    """Regimes of everywhere first, then country by country."""
    general = [(c.value, c.label) for c in Contract if c not in CONTRACT_COUNTRY]
    local = [
        (
            contract.value,
            format_lazy("{} ({})", contract.label, formats.country_name(country)),
        )
        for contract, country in CONTRACT_COUNTRY.items()
    ]
    return [(_("Everywhere"), general), (_("By country"), local)]


def zone_choices() -> Choices:
    named = [(zone, formats.zone_name(zone)) for zone in ZONES]
    return [NOT_STATED, *named]


def currency_choices() -> Choices:
    return [NOT_STATED, *((code, code) for code in CURRENCIES)]


def yes_no_choices() -> Choices:
    return [NOT_STATED, ("true", _("yes")), ("false", _("no"))]
