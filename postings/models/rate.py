"""Exchange rates, each with its day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import ClassVar

from django.db import models

RATES_FILE = Path(__file__).parents[1] / "data" / "rates.tsv"


@dataclass(frozen=True)
class Rates:
    """How much of each currency one US dollar buys, and since when that is known."""

    per_usd: dict[str, Decimal]
    days: dict[str, date]


class RateManager(models.Manager["Rate"]):
    """Reads the newest rates, and brings the bundled ones in."""

    def newest(self) -> Rates:
        """For each currency the rate of its latest day."""
        rows = self.order_by("currency", "-day").distinct("currency")
        found = list(rows)
        return Rates(
            per_usd={rate.currency: rate.per_usd for rate in found},
            days={rate.currency: rate.day for rate in found},
        )

    def load(self) -> None:
        """Bring the bundled table in; rates of other days stay."""
        lines = RATES_FILE.read_text(encoding="utf-8").splitlines()
        columns = [line.split("\t") for line in lines if not line.startswith("#")]
        self.bulk_create(
            [
                Rate(currency=code, day=date.fromisoformat(day), per_usd=Decimal(rate))
                for code, rate, day in columns
            ],
            ignore_conflicts=True,
        )


class Rate(models.Model):
    """One currency on one day."""

    currency = models.CharField(max_length=3)
    day = models.DateField()
    per_usd = models.DecimalField(max_digits=18, decimal_places=6)

    objects: ClassVar[RateManager] = RateManager()

    class Meta:
        constraints = [
            models.UniqueConstraint("currency", "day", name="rate_once_a_day"),
            models.CheckConstraint(
                name="rate_is_positive", condition=models.Q(per_usd__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.per_usd} {self.currency} on {self.day}"
