"""Places and rates that every database has."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from postings.models import Place, Rate
from postings.models.place import PLACES_FILE
from postings.pay import CURRENCIES, monthly_usd

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("words", "name", "country"),
    [
        ("Bogotá", "Bogotá", "CO"),
        ("bogota", "Bogotá", "CO"),
        ("São Paulo, Brasil", "São Paulo", "BR"),
        ("sao paulo, BR", "São Paulo", "BR"),
        ("CDMX", "Mexico City", "MX"),
        ("Ciudad de México, México", "Mexico City", "MX"),
        ("Córdoba", "Córdoba", "AR"),
        ("Córdoba, Espanha", "Córdoba", "ES"),
        ("Medellín, Antioquia, Colombia", "Medellín", "CO"),
        ("Santiago", "Santiago", "CL"),
        ("Lisboa", "Lisbon", "PT"),
        ("New York", "New York City", "US"),
    ],
)
def test_a_place_is_found_as_people_write_it(words, name, country):
    place = Place.objects.find(words)
    assert (place.name, place.country) == (name, country)


@pytest.mark.parametrize(
    "words", ["", "Atlantis", "Bogotá, Peru", "São Paulo, Rio", ","]
)
def test_what_is_no_place_is_not_guessed(words):
    assert Place.objects.find(words) is None


def test_the_file_is_small_credited_and_whole():
    import gzip

    assert PLACES_FILE.stat().st_size < 1_000_000
    with gzip.open(PLACES_FILE, "rt") as file:
        assert "GeoNames" in file.readline()
    assert Place.objects.count() > 14_000
    bogota = Place.objects.find("Bogotá")
    assert (bogota.region, bogota.zone) == ("Bogotá D.C.", "America/Bogota")
    assert (round(bogota.latitude), round(bogota.longitude)) == (5, -74)


def test_loading_again_mends_what_was_lost():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM postings_place WHERE country = 'UY'")
        cursor.execute("UPDATE postings_place SET name = 'X' WHERE id = 3688689")
    Place.objects.load()
    assert Place.objects.find("Montevideo").country == "UY"
    assert Place.objects.get(pk=3688689).name == "Bogotá"


def test_every_currency_of_the_form_has_a_dated_rate():
    rates = Rate.objects.newest()
    assert set(CURRENCIES) <= rates.per_usd.keys()
    assert rates.days["BRL"] == date(2025, 5, 9)


def test_the_newest_rate_counts():
    Rate.objects.create(currency="BRL", day=date(2026, 11, 20), per_usd=Decimal("5.4"))
    rates = Rate.objects.newest()
    assert (rates.per_usd["BRL"], rates.days["BRL"]) == (
        Decimal("5.4"),
        date(2026, 11, 20),
    )
    Rate.objects.load()
    assert Rate.objects.newest().per_usd["BRL"] == Decimal("5.4")


RATES = {"BRL": Decimal("5.5"), "ARS": Decimal(1135)}


@pytest.mark.parametrize(
    ("amount", "currency", "period", "expected"),
    [
        ("8000", "USD", "month", "8000.00"),
        ("11000", "BRL", "month", "2000.00"),
        ("120000", "USD", "year", "10000.00"),
        ("50", "USD", "hour", "8666.67"),
        ("2270000", "ARS", "month", "2000.00"),
    ],
)
def test_pay_is_comparable_in_dollars_a_month(amount, currency, period, expected):
    figure = monthly_usd(Decimal(amount), currency=currency, period=period, rates=RATES)
    assert figure == Decimal(expected)


def test_a_missing_rate_is_never_taken_for_one():
    assert monthly_usd(Decimal(1), currency="XYZ", period="month", rates=RATES) is None
    assert monthly_usd(Decimal(1), currency="EUR", period="month", rates={}) is None


def test_a_posting_keeps_what_its_pay_comes_to(cast):
    from postings.models import Posting
    from tests import build

    build.posting(cast, pay_min=Decimal(11000), pay_max=None, pay_currency="BRL")
    found = Posting.objects.get()
    expected = (Decimal(11000) / Rate.objects.newest().per_usd["BRL"]).quantize(
        Decimal("0.01")
    )
    assert (found.usd_min, found.usd_max, found.usd_day) == (
        expected,
        None,
        date(2025, 5, 9),
    )
