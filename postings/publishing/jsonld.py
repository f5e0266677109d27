"""JobPosting as schema.org has it, for search engines, by Google's rules for jobs.

Only what the page shows and what somebody stated is in it. Where a property that
Google requires was not stated there is no JobPosting at all, rather than a guess.
https://developers.google.com/search/docs/appearance/structured-data/job-posting
"""

from decimal import Decimal
from typing import Any

from django.conf import settings

from accounts.models import Company
from jobboard import formats
from postings.models import ApplyVia, Place, Posting
from postings.pay import Period
from postings.publishing.addresses import posting_address
from postings.regions import UNSTATED
from postings.vocabulary import Contract, Employment, Workplace

Thing = dict[str, Any]

UNITS = {
    Period.HOUR: "HOUR",
    Period.DAY: "DAY",
    Period.WEEK: "WEEK",
    Period.MONTH: "MONTH",
    Period.YEAR: "YEAR",
}
EMPLOYMENT = {
    Employment.FULL_TIME: "FULL_TIME",
    Employment.PART_TIME: "PART_TIME",
    Employment.INTERNSHIP: "INTERN",
    Employment.TEMPORARY: "TEMPORARY",
    Employment.FREELANCE: "CONTRACTOR",
}
# Regimes under which a person sells a service and is nobody's employee.
CONTRACTS = {
    Contract.CONTRACTOR: "CONTRACTOR",
    Contract.PJ: "CONTRACTOR",
    Contract.MONOTRIBUTO: "CONTRACTOR",
    Contract.PRESTACION_SERVICIOS: "CONTRACTOR",
    Contract.HONORARIOS: "CONTRACTOR",
    Contract.UNIPERSONAL: "CONTRACTOR",
    Contract.F1099: "CONTRACTOR",
    Contract.ESTAGIO: "INTERN",
}
MONTHS = 12


def job_posting(posting: Posting) -> Thing | None:
    """The JobPosting of a live posting that was loaded with its facts.

    None without a company, and where neither a place of work nor, for remote work,
    the countries of applicants are known.
    """
    company, where = posting.company, location(posting)
    if company is None or not where:
        return None
    optional = {
        "employmentType": employment_types(posting),
        "baseSalary": salary(posting),
        "experienceRequirements": experience(posting),
        "directApply": posting.apply_via == ApplyVia.HERE,
    }
    return {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": posting.title,
        "description": posting.description_html,
        "identifier": {
            "@type": "PropertyValue",
            "name": settings.SITE_NAME,
            "value": posting.public_id,
        },
        "url": posting_address(posting),
        "datePosted": first_published(posting),
        "validThrough": stamp(posting.valid_through),
        "hiringOrganization": organization(company),
        **where,
        **{name: value for name, value in optional.items() if value},
    }


def stamp(moment: Any) -> str:
    """ISO 8601 to the second, in UTC as the database keeps it."""
    return str(moment.isoformat(timespec="seconds"))


def first_published(posting: Posting) -> str:
    """The day at the source where there is one; a renewal never makes it younger."""
    if posting.posted_at is not None:
        return posting.posted_at.isoformat()
    return stamp(posting.published_at)


def organization(company: Company) -> Thing:
    thing = {"@type": "Organization", "name": company.name}
    if company.website:
        thing["sameAs"] = company.website
    return thing


def location(posting: Posting) -> Thing:
    """Where the work is done, and from where; empty where that is not known enough.

    Only work that is wholly remote is TELECOMMUTE; it may name offices as well.
    """
    places = [place(row.place) for row in posting.place_rows.all()]
    found: Thing = {"jobLocation": places} if places else {}
    if posting.workplace != Workplace.REMOTE:
        return found
    countries = applicant_countries(posting)
    if countries:
        found["applicantLocationRequirements"] = countries
    return {"jobLocationType": "TELECOMMUTE", **found} if found else {}


def place(row: Place) -> Thing:
    address = {"addressLocality": row.name, "addressCountry": row.country}
    if row.region:
        address["addressRegion"] = row.region
    return {"@type": "Place", "address": {"@type": "PostalAddress", **address}}


def applicant_countries(posting: Posting) -> list[Thing]:
    """The countries of the region rule, by name: as codes, CO and AR are US states."""
    names = formats.locale_of("en").territories
    return [
        {"@type": "Country", "name": names[code]}
        for code in posting.countries
        if code != UNSTATED
    ]


def employment_types(posting: Posting) -> list[str]:
    """In the order of our own list, each once."""
    found = [EMPLOYMENT[Employment(one)] for one in posting.employment]
    found += [CONTRACTS[Contract(one)] for one in posting.contracts if one in CONTRACTS]
    return list(dict.fromkeys(found))


def salary(posting: Posting) -> Thing | None:
    """The employer's own figure; a maximum that is open stays away."""
    low, high = posting.pay_min, posting.pay_max
    if low is None and high is None:
        return None
    single = low == high
    figures = {"value": low} if single else {"minValue": low, "maxValue": high}
    return {
        "@type": "MonetaryAmount",
        "currency": posting.pay_currency,
        "value": {
            "@type": "QuantitativeValue",
            **{name: number(one) for name, one in figures.items() if one is not None},
            "unitText": UNITS[Period(posting.pay_period)],
        },
    }


def number(figure: Decimal) -> int | float:
    """As JSON has it; amounts of fourteen digits survive a float to the cent."""
    return int(figure) if figure == figure.to_integral_value() else float(figure)


def experience(posting: Posting) -> Thing | None:
    if not posting.years_min:
        return None
    return {
        "@type": "OccupationalExperienceRequirements",
        "monthsOfExperience": posting.years_min * MONTHS,
    }
