"""Names of cities, states, countries and regions, in the three languages and in codes."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from jobboard import formats
from postings.extraction.text import fold
from postings.models.place import file_lines
from postings.regions import COUNTRIES, MEMBERS, Region
from postings.vocabulary import known_skills

REGIONS = {
    Region.LATAM: (
        "latam|latin america|latinoamerica|america latina|lat am|toda latinoamerica"
    ),
    Region.LATAM_CARIBBEAN: (
        "latin america and the caribbean|latin america & the caribbean|latam and the"
        " caribbean|latinoamerica y el caribe|america latina e caribe|lac region"
        "|america latina y el caribe"
    ),
    Region.SOUTH_AMERICA: (
        "south america|sudamerica|suramerica|america do sul|america del sur"
    ),
    Region.CENTRAL_AMERICA: (
        "central america|central america and mexico|mexico and central america"
        "|centroamerica y mexico|mexico y centroamerica|centroamerica|america central"
    ),
    Region.NORTH_AMERICA: (
        "north america|norteamerica|america do norte|america del norte"
    ),
    Region.AMERICAS: "americas|the americas|las americas|as americas",
    Region.EU: "eu|european union|union europea|uniao europeia",
    Region.EUROPE: "europe|europa",
    Region.EMEA: "emea",
    Region.WORLDWIDE: (
        "worldwide|world wide|global|globally|anywhere in the world|any country"
        "|cualquier parte del mundo|qualquer lugar do mundo|anywhere"
        "|mundial|any location|qualquer pais|cualquier pais"
    ),
}
# What the locales do not say, and what ads do.
COUNTRY_WORDS = {
    "US": "usa|us|u.s.|u.s.a.|u.s|united states of america|estados unidos|eua|ee.uu."
    "|ee. uu.|eeuu|e.u.a.",
    "GB": "uk|u.k.|england|scotland|wales|great britain|inglaterra|reino unido|gbr",
    "AE": "uae|dubai|abu dhabi",
    "BR": "brasil|brazil|bra",
    "DO": "republica dominicana|dominican republic|rep. dominicana",
    "KR": "south korea|korea|coreia do sul|corea del sur",
    "CZ": "czech republic|czechia",
    "NL": "holland|the netherlands|paises bajos",
    "HK": "hong kong",
    "MO": "macau|macao",
    "TW": "taiwan",
    "VN": "vietnam",
    "TR": "turkey|turkiye|turquia",
    "RU": "russia",
    "BO": "bolivia",
    "VE": "venezuela",
    "IN": "ind",
    "NZ": "nzl",
    "MX": "mex",
    "CO": "col",
    "AR": "arg",
    "CL": "chl",
    "TN": "tunis",
    "CN": "china",
}
# States by name and code, where a city is followed by them instead of by a country.
STATE_CODES = {
    "US": (
        "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO"
        " MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY"
    ),
    "CA": "AB BC MB NB NL NS NT NU ON PE QC SK YT",
    "BR": (
        "AC AL AP AM BA CE DF ES GO MA MT MS MG PA PB PR PE PI RJ RN RS RO RR SC SP SE"
        " TO"
    ),
}
STATE_NAMES = {
    "US": (
        "alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware"
        "|florida|georgia|hawaii|idaho|illinois|indiana|iowa|kansas|kentucky|louisiana"
        "|maine|maryland|massachusetts|michigan|minnesota|mississippi|missouri|montana"
        "|nebraska|nevada|new hampshire|new jersey|new mexico|new york|north carolina"
        "|north dakota|ohio|oklahoma|oregon|pennsylvania|rhode island|south carolina"
        "|south dakota|tennessee|texas|utah|vermont|virginia|washington|west virginia"
        "|wisconsin|wyoming|district of columbia|sf|nyc|bay area|washington d.c."
    ),
    "CA": (
        "ontario|british columbia|alberta|quebec|manitoba|saskatchewan|nova scotia"
        "|new brunswick"
    ),
    "IN": "karnataka|tamil nadu|maharashtra|telangana|delhi ncr|haryana",
    "DE": "north rhine-westphalia|saxony-anhalt|bavaria|saxony|hesse",
    "AU": "new south wales|queensland|western australia",
}
# Cities whose names mean something else in an ad.
NOT_CITIES = frozenset(
    "mobile central union orange nice split bath reading best data date progreso"
    " libertad esperanza victoria trabajo paz salto general remoto remota hibrido local"
    " sede analista senior junior pleno programador planilla planta torres mesa real"
    " viana vera same male most ahora linea bom nova plus university industry america"
    " salud puerto campo centro bonito formosa independencia union liberty concordia"
    " feliz natural nacional especial comercial oriental parana para pati patos"
    " candidates excelente paulista serra rio federal plano".split()
)
# How the cities are called where their people live.
OTHER_NAMES = {
    "ciudad de panama": "panama city",
    "cdmx": "mexico city",
    "capital federal": "buenos aires",
    "caba": "buenos aires",
    "sampa": "sao paulo",
    "bsas": "buenos aires",
}
CAPITALS = frozenset({"us", "uk", "eu", "uae", "eua", "sf", "nyc", "ind", "bra"})
CAPITALS |= {"gbr", "nzl", "mex", "col", "arg", "chl", "u.s", "lac region", "usa"}
# Countries whose names are words, or common names, in one of the three languages.
NOT_COUNTRIES = frozenset({"reunion", "reuniao", "mauricio", "granada", "jersey"})
RIVAL = 0.3


# Countries that people also write without a capital.
AT_HOME = MEMBERS[Region.LATAM] | {"US"}


@dataclass(frozen=True)
class City:
    """One city of the board's places."""

    id: int
    name: str
    state: str
    country: str
    population: int


@cache
def cities() -> dict[str, tuple[City, ...]]:
    """Cities by any of their names, the largest first."""
    found: dict[str, list[City]] = defaultdict(list)
    skills = {fold(skill.name) for skill in known_skills()}
    for line in file_lines():
        number, name, state, country, _lat, _long, _zone, people, others = line
        city = City(int(number), name, state, country, int(people or 0))
        names = {fold(name), *(fold(other) for other in others.split("|"))}
        for spelling in names:
            if len(spelling) > 2 and spelling not in NOT_CITIES | skills:
                found[spelling].append(city)
    for other, name in OTHER_NAMES.items():
        found[other] += found[name]
    return {
        name: tuple(sorted(rows, key=lambda city: -city.population))
        for name, rows in found.items()
    }


@cache
def countries() -> dict[str, str]:
    """Countries by any of their names."""
    names = {
        fold(name): code
        for code in COUNTRIES
        for name in formats.country_names(code)
        if fold(name) not in NOT_COUNTRIES
    }
    for code, words in COUNTRY_WORDS.items():
        names |= dict.fromkeys(words.split("|"), code)
    return names


@cache
def regions() -> dict[str, str]:
    """Regions by any of their names."""
    return {
        name: str(region.value)
        for region, names in REGIONS.items()
        for name in names.split("|")
    }


@cache
def states() -> dict[str, str]:
    """The country of each state that is known by name."""
    found = {
        name: country
        for country, names in STATE_NAMES.items()
        for name in names.split("|")
    }
    for rows in cities().values():
        for city in rows:
            state = fold(city.state)
            rivals = cities().get(state, ())
            if state and all(rival.country == city.country for rival in rivals):
                found.setdefault(state, city.country)
    return found


@cache
def names() -> tuple[list[str], AhoCorasick]:
    """All names, and what finds them in one pass, the longest first."""
    known = sorted({*cities(), *countries(), *regions(), *states()})
    return known, AhoCorasick(known, matchkind=MatchKind.LeftmostLongest)


def city_of(name: str, country: str = "", state: str = "") -> City | None:
    """The city of this name; None where none is, or two are about as large."""
    rows = cities().get(name, ())
    if country:
        rows = tuple(city for city in rows if city.country == country)
    if state:
        rows = tuple(city for city in rows if fold(city.state) == state) or rows
    if not rows:
        return None
    rivals = (city for city in rows if city.country != rows[0].country)
    rival = next(rivals, None)
    if rival and rival.population > RIVAL * rows[0].population:
        return None
    return rows[0]
