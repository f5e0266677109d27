"""Who may take a job from where: region rules, and the countries they mean.

A rule is a set of regions and countries that are included, less those that are
excluded. It is resolved to countries when a posting is published, and the
version of this table is kept beside the result, so that a change here can be
found and told instead of silently moving postings.

Countries are ISO 3166-1 alpha-2. Regions are those of the UN's M49 where it has
them; the others are decided in docs/decisions/0003-regions.md.
"""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

VERSION = 1
# "Not stated" as a country: neither worldwide nor nowhere.
UNSTATED = "ZZ"


def _codes(words: str) -> frozenset[str]:
    return frozenset(words.split())


# M49 subregions, by their code.
_CARIBBEAN_029 = _codes(
    "AG AI AW BB BL BQ BS CU CW DM DO GD GP HT JM KN KY LC MF MQ MS PR SX TC TT VC VG VI"
)
_CENTRAL_AMERICA_013 = _codes("BZ CR GT HN MX NI PA SV")
_SOUTH_AMERICA_005 = _codes("AR BO BR BV CL CO EC FK GF GS GY PE PY SR UY VE")
_NORTHERN_AMERICA_021 = _codes("BM CA GL PM US")
_EUROPE_150 = _codes(
    "AD AL AT AX BA BE BG BY CH CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT"
    " JE LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS RU SE SI SJ SK SM UA VA"
)
_AFRICA_002 = _codes(
    "AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW IO KE KM LR"
    " LS LY MA MG ML MR MU MW MZ NA NE NG RE RW SC SD SH SL SN SO SS ST SZ TD TF TG TN"
    " TZ UG YT ZA ZM ZW"
)
_WESTERN_ASIA_145 = _codes("AE AM AZ BH CY GE IL IQ JO KW LB OM PS QA SA SY TR YE")
_REST_OF_ASIA = _codes(
    "AF BD BN BT CN HK ID IN IR JP KG KH KP KR KZ LA LK MM MN MO MV MY NP PH PK SG TH"
    " TJ TL TM TW UZ VN"
)
_OCEANIA_009 = _codes(
    "AS AU CC CK CX FJ FM GU HM KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV UM VU"
    " WF WS"
)


class Region(models.TextChoices):
    """The regions that a rule can name."""

    LATAM = "latam", _("Latin America")
    LATAM_CARIBBEAN = "latam_caribbean", _("Latin America and the Caribbean")
    SOUTH_AMERICA = "south_america", _("South America")
    CENTRAL_AMERICA = "central_america", _("Central America and Mexico")
    NORTH_AMERICA = "north_america", _("United States, Canada and Mexico")
    AMERICAS = "americas", _("The Americas")
    EU = "eu", _("European Union")
    EUROPE = "europe", _("Europe")
    EMEA = "emea", _("Europe, Middle East and Africa")
    WORLDWIDE = "worldwide", _("Worldwide")


_LATAM_CARIBBEAN_419 = _CARIBBEAN_029 | _CENTRAL_AMERICA_013 | _SOUTH_AMERICA_005
_AMERICAS_019 = _LATAM_CARIBBEAN_419 | _NORTHERN_AMERICA_021
_EMEA = _EUROPE_150 | _AFRICA_002 | _WESTERN_ASIA_145

COUNTRIES = _AMERICAS_019 | _EMEA | _REST_OF_ASIA | _OCEANIA_009 | {"AQ"}

MEMBERS: dict[str, frozenset[str]] = {
    Region.LATAM: _codes(
        "AR BO BR CL CO CR CU DO EC GT HN HT MX NI PA PE PR PY SV UY VE"
    ),
    Region.LATAM_CARIBBEAN: _LATAM_CARIBBEAN_419,
    Region.SOUTH_AMERICA: _SOUTH_AMERICA_005,
    Region.CENTRAL_AMERICA: _CENTRAL_AMERICA_013,
    Region.NORTH_AMERICA: _codes("CA MX US"),
    Region.AMERICAS: _AMERICAS_019,
    Region.EU: _codes(
        "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
    ),
    Region.EUROPE: _EUROPE_150,
    Region.EMEA: _EMEA,
    Region.WORLDWIDE: COUNTRIES,
}


def is_known(name: str) -> bool:
    """Whether a rule may name it: a region's value or a country's code."""
    return name in MEMBERS or name in COUNTRIES


def members(name: str) -> frozenset[str]:
    """The countries of a region, or the country itself; KeyError for neither."""
    if name in COUNTRIES:
        return frozenset({name})
    return MEMBERS[name]


def resolve(includes: Iterable[str], excludes: Iterable[str] = ()) -> frozenset[str]:
    """The countries that a rule means; {UNSTATED} where nothing is included.

    Raises KeyError where a name is neither a region nor a country, ValueError
    where the excludes leave nothing.
    """
    included = frozenset().union(*map(members, includes))
    if not included:
        return frozenset({UNSTATED})
    left = included.difference(*map(members, excludes))
    if not left:
        raise ValueError("the rule excludes everything that it includes")
    return left
