"""Region rules and the countries that they mean."""

import pytest
from babel import Locale
from hypothesis import given, strategies as st

from postings import regions
from postings.regions import COUNTRIES, MEMBERS, Region, resolve

names = st.sampled_from([*MEMBERS, *sorted(COUNTRIES)])


def test_latin_america_is_what_was_decided():
    assert sorted(MEMBERS[Region.LATAM]) == (
        [
            "AR",
            "BO",
            "BR",
            "CL",
            "CO",
            "CR",
            "CU",
            "DO",
            "EC",
            "GT",
            "HN",
            "HT",
            "MX",
            "NI",
            "PA",
            "PE",
            "PR",
            "PY",
            "SV",
            "UY",
            "VE",
        ]
    )


def test_every_country_is_one():
    known = Locale("en").territories
    assert len(COUNTRIES) == 249
    assert all(code in known for code in COUNTRIES)


def test_every_region_has_members_and_they_are_countries():
    assert MEMBERS.keys() == set(Region.values)
    for name, members in MEMBERS.items():
        assert members, name
        assert members <= COUNTRIES, name


@pytest.mark.parametrize(
    ("inner", "outer"),
    [
        ("latam", "latam_caribbean"),
        ("south_america", "latam_caribbean"),
        ("central_america", "latam_caribbean"),
        ("latam_caribbean", "americas"),
        ("north_america", "americas"),
        ("eu", "worldwide"),
        ("europe", "emea"),
        ("emea", "worldwide"),
        ("americas", "worldwide"),
    ],
)
def test_regions_lie_in_each_other(inner, outer):
    assert MEMBERS[inner] < MEMBERS[outer]


def test_worldwide_is_every_country():
    assert MEMBERS[Region.WORLDWIDE] == COUNTRIES


@given(st.lists(names, min_size=1, max_size=4), st.lists(names, max_size=4))
def test_a_rule_means_its_includes_less_its_excludes(includes, excludes):
    expected = {
        country
        for country in COUNTRIES
        if any(country in regions.members(name) for name in includes)
        and not any(country in regions.members(name) for name in excludes)
    }
    if expected:
        assert resolve(includes, excludes) == expected
    else:
        with pytest.raises(ValueError, match="excludes everything"):
            resolve(includes, excludes)


def test_not_stated_is_not_worldwide():
    assert resolve([]) == {"ZZ"}
    assert "ZZ" not in COUNTRIES


@pytest.mark.parametrize("name", ["", "zz", "ZZ", "latin", "br"])
def test_an_unknown_name_is_refused(name):
    assert not regions.is_known(name)
    with pytest.raises(KeyError):
        resolve([name])
