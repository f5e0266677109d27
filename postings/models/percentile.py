"""The value below which a part of all values lies."""

from django.db.models import Aggregate


class Percentile(Aggregate):
    """PostgreSQL's percentile_cont at `fraction` (0 to 1); NULL where there is nothing.

    It lies between two values where no one of them is it.
    """

    function = "PERCENTILE_CONT"
    template = "%(function)s(%(fraction)s) WITHIN GROUP (ORDER BY %(expressions)s)"
