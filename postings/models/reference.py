"""Reference data that every database has: the vocabulary, and who moderates."""

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission

from postings.models.place import Place
from postings.models.rate import Rate
from postings.models.skill import Skill

MODERATORS = "Moderators"


def load() -> None:
    """Write what is missing and update what is old; safe to run at any time."""
    Skill.objects.load_vocabulary()
    Place.objects.load()
    Rate.objects.load()
    create_permissions(apps.get_app_config("postings"), verbosity=0)
    group, _created = Group.objects.get_or_create(name=MODERATORS)
    group.permissions.set(moderator_permissions())


def moderator_permissions() -> list[Permission]:
    """Decide on postings, and look at the tables that a decision needs."""
    seen = [
        "posting",
        "revision",
        "company",
        "event",
        "delivery",
        "skill",
        "place",
        "rate",
    ]
    names = ["moderate_posting", *(f"view_{name}" for name in seen)]
    return list(Permission.objects.filter(codename__in=names))
