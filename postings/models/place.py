"""Places: cities with their region, country, coordinates and time zone."""

import gzip
import io
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from jobboard import formats

PLACES_FILE = Path(__file__).parents[1] / "data" / "places.tsv.gz"
COLUMNS = "id, name, region, country, latitude, longitude, zone, population, spellings"
UPSERT = f"""
    INSERT INTO postings_place ({COLUMNS})
    SELECT {COLUMNS} FROM fresh_places
    ON CONFLICT (id) DO UPDATE SET
        name = excluded.name, region = excluded.region, country = excluded.country,
        latitude = excluded.latitude, longitude = excluded.longitude,
        zone = excluded.zone, population = excluded.population,
        spellings = excluded.spellings
"""  # noqa: S608 (constants)
AROUND = """
    SELECT id FROM postings_place
    WHERE latitude BETWEEN %(latitude)s - %(km)s / 111.0
            AND %(latitude)s + %(km)s / 111.0
        AND 2 * 6371 * asin(sqrt(
            sin(radians(latitude - %(latitude)s) / 2) ^ 2
            + cos(radians(latitude)) * cos(radians(%(latitude)s))
            * sin(radians(longitude - %(longitude)s) / 2) ^ 2)) <= %(km)s
"""


class PlaceManager(models.Manager["Place"]):
    """Finds places as people write them, and brings the file's places in."""

    def find(self, words: str) -> "Place | None":
        """The place of `City`, `City, Country` or `City, Region, Country`, or None.

        Countries and regions may be written in any of the board's languages or as
        a code. Of several that fit, the one with the most inhabitants is meant.
        """
        city, *rest = (part.strip() for part in words.split(","))
        found = self.filter(spellings__contains=[formats.sort_key(city)])
        for place in found.order_by("-population", "id"):
            if all(place.lies_in(part) for part in rest):
                return place
        return None

    def around(self, place: str, *, km: int) -> list[int]:
        """The ids of all places so near; empty where there is no such place.

        place: an id, or words as `find` takes them. Distances are great circles on
        a sphere of 6 371 km.
        """
        known = self.filter(pk=place).first() if place.isdecimal() else self.find(place)
        if known is None:
            return []
        with connection.cursor() as cursor:
            cursor.execute(AROUND, vars(known) | {"km": km})
            return [row[0] for row in cursor.fetchall()]

    def load(self) -> None:
        """Bring the file's places in, or up to date, by COPY."""
        lines = list(file_lines())
        if self.count() == len(lines):
            return
        with connection.cursor() as cursor:
            cursor.execute("CREATE TEMP TABLE fresh_places (LIKE postings_place)")
            with cursor.copy(f"COPY fresh_places ({COLUMNS}) FROM STDIN") as copy:
                for line in lines:
                    copy.write_row(as_row(line))
            cursor.execute(UPSERT)
            cursor.execute("DROP TABLE fresh_places")


class Place(models.Model):
    """One city; its id is GeoNames'."""

    id = models.PositiveIntegerField(primary_key=True)
    name = models.CharField(_("name"), max_length=100)
    region = models.CharField(_("region"), max_length=60, blank=True)
    country = models.CharField(_("country"), max_length=2)
    latitude = models.FloatField()
    longitude = models.FloatField()
    zone = models.CharField(max_length=40)
    population = models.PositiveIntegerField()
    spellings = ArrayField(models.CharField(max_length=100), default=list)

    objects: ClassVar[PlaceManager] = PlaceManager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        indexes = [GinIndex(fields=["spellings"], name="place_by_spelling")]

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.name, self.region, self.country)))

    def lies_in(self, words: str) -> bool:
        """Whether the words name this place's region or country."""
        known = {self.region, self.country, *formats.country_names(self.country)}
        return formats.sort_key(words) in {formats.sort_key(name) for name in known}


def file_lines() -> Iterator[list[str]]:
    """The file's lines, split into columns."""
    with gzip.open(PLACES_FILE, "rt", encoding="utf-8") as file:
        for line in io.StringIO(file.read()):
            if not line.startswith("#"):
                yield line.rstrip("\n").split("\t")


def as_row(line: list[str]) -> tuple[object, ...]:
    """A line as the table keeps it, with all spellings in comparable form."""
    *columns, others = line
    names = [columns[1], *filter(None, others.split("|"))]
    return (*columns, sorted({formats.sort_key(name) for name in names}))
