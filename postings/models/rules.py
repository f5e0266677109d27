"""The rules of a posting's row, as constraints of the database."""

from django.db.models import BaseConstraint, CheckConstraint, F, Q

from postings.models.choices import ApplyVia, Status
from postings.pay import Basis, Period
from postings.vocabulary import Benefit, Contract, Employment, Level, Workplace

YEARS_AT_MOST = 50
OVERLAP_AT_MOST = 12
DAYS_AT_MOST = 5


def check(name: str, condition: Q) -> CheckConstraint:
    return CheckConstraint(name=f"posting_{name}", condition=condition)


def is_null_or(**conditions: object) -> Q:
    """NULL, or what the conditions say; all are about one column."""
    column = next(iter(conditions)).partition("__")[0]
    return Q(**{column: None}) | Q(**conditions)


NO_PAY = Q(pay_min=None, pay_max=None, pay_currency="", pay_period="", pay_basis="")
SOME_PAY = ~Q(pay_min=None) | ~Q(pay_max=None)

RULES: list[BaseConstraint] = [
    check("status_is_known", Q(status__in=Status.values)),
    check(
        "text_is_there_once_sent",
        Q(status__in=[Status.DRAFT, Status.RETURNED]) | ~Q(description=""),
    ),
    check("has_company_or_source", ~Q(company=None) | ~Q(source_name="")),
    check(
        "years_are_a_range",
        Q(years_max=None)
        | (
            Q(years_max__gt=0, years_max__lte=YEARS_AT_MOST)
            & (Q(years_min=None) | Q(years_max__gte=F("years_min")))
        ),
    ),
    check("years_are_believable", is_null_or(years_min__lte=YEARS_AT_MOST)),
    check(
        "pay_is_a_range",
        is_null_or(pay_min__gt=0)
        & is_null_or(pay_max__gt=0)
        & (Q(pay_min=None) | Q(pay_max=None) | Q(pay_max__gte=F("pay_min"))),
    ),
    check(
        "pay_has_currency_and_period",
        NO_PAY
        | (
            SOME_PAY
            & Q(pay_currency__regex="^[A-Z]{3}$", pay_period__in=Period.values)
            & Q(pay_basis__in=["", *Basis.values])
        ),
    ),
    check("pay_is_stated_or_undisclosed", Q(pay_is_undisclosed=False) | NO_PAY),
    check("levels_are_known", Q(levels__contained_by=list(Level.values))),
    check("employment_is_known", Q(employment__contained_by=list(Employment.values))),
    check("contracts_are_known", Q(contracts__contained_by=list(Contract.values))),
    check("benefits_are_known", Q(benefits__contained_by=list(Benefit.values))),
    check(
        "office_days_are_hybrid",
        Q(office_days=None)
        | Q(
            workplace=Workplace.HYBRID,
            office_days__gte=1,
            office_days__lte=DAYS_AT_MOST,
        ),
    ),
    check(
        "hours_have_a_zone",
        Q(hours_from=None, hours_to=None, hours_overlap=None, hours_zone="")
        | (
            ~Q(hours_zone="")
            & (
                Q(hours_from=None, hours_to=None)
                | Q(hours_from__isnull=False, hours_to__isnull=False)
            )
        ),
    ),
    check(
        "overlap_is_believable",
        is_null_or(hours_overlap__gte=1, hours_overlap__lte=OVERLAP_AT_MOST),
    ),
    check(
        "apply_has_address",
        Q(apply_via__in=["", ApplyVia.HERE], apply_url="", apply_email="")
        | (Q(apply_via=ApplyVia.URL, apply_email="") & ~Q(apply_url=""))
        | (Q(apply_via=ApplyVia.EMAIL, apply_url="") & ~Q(apply_email="")),
    ),
    check(
        "live_is_dated",
        ~Q(status__in=[Status.LIVE, Status.FROZEN])
        | (
            Q(published_at__isnull=False, valid_through__isnull=False)
            & ~Q(countries=[])
        ),
    ),
    check("scheduled_is_dated", ~Q(status=Status.SCHEDULED) | ~Q(publish_at=None)),
    check("closed_says_why", Q(status=Status.CLOSED) ^ Q(close_reason="")),
]
