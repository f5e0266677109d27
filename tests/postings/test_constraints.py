"""The rules of a row hold in the database, whoever writes."""

import pytest
from django.db import IntegrityError

from postings.models import Posting, Status
from tests import build


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("posting_status_is_known", {"status": "lost"}),
        ("posting_years_are_a_range", {"years_min": 5, "years_max": 3}),
        ("posting_years_are_a_range", {"years_min": None, "years_max": 0}),
        ("posting_years_are_believable", {"years_min": 51}),
        ("posting_pay_is_a_range", {"pay_min": 9, "pay_max": 8}),
        ("posting_pay_is_a_range", {"pay_min": 0, "pay_max": 8}),
        ("posting_pay_has_currency_and_period", {"pay_currency": ""}),
        ("posting_pay_has_currency_and_period", {"pay_period": ""}),
        ("posting_pay_has_currency_and_period", {"pay_currency": "usd"}),
        ("posting_pay_has_currency_and_period", {"pay_min": None, "pay_max": None}),
        ("posting_levels_are_known", {"levels": ["wizard"]}),
        ("posting_employment_is_known", {"employment": ["always"]}),
        ("posting_contracts_are_known", {"contracts": ["handshake"]}),
        ("posting_apply_has_address", {"apply_via": "url"}),
        ("posting_apply_has_address", {"apply_email": "a@example.com"}),
        ("posting_live_is_dated", {"published_at": None}),
        ("posting_live_is_dated", {"countries": []}),
    ],
)
def test_a_rule_of_the_row_is_a_constraint(cast, name, values):
    posting = build.posting(cast, Status.LIVE)
    with pytest.raises(IntegrityError, match=name):
        Posting.objects.filter(pk=posting.pk).update(**values)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "values",
    [
        {"years_min": 7, "years_max": None},
        {"years_min": None, "years_max": 3},
        {"years_min": 0, "years_max": 2},
        {"pay_min": 8000, "pay_max": 8000},
        {"pay_min": 8000, "pay_max": None},
        {"pay_min": None, "pay_max": 8000},
        {"pay_min": None, "pay_max": None, "pay_currency": "", "pay_period": ""},
        {"apply_via": "email", "apply_email": "a@example.com"},
    ],
)
def test_what_an_employer_may_state_is_taken(cast, values):
    posting = build.posting(cast, Status.LIVE)
    assert Posting.objects.filter(pk=posting.pk).update(**values) == 1
