"""Who is on the demo board: the cast, and the companies of Latin America."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group

from accounts.models import Company, Membership, Role, User
from jobboard.cast import CAST, DEMO_PASSWORD, Member
from postings.models.reference import MODERATORS


@dataclass(frozen=True)
class Employer:
    """A company of the demo; its owner is `owner@<slug>.example`."""

    name: str
    owner: str
    language: str


EMPLOYERS = {
    "acme": Employer("Acme Pagamentos", "Olívia Prado", "pt-br"),
    "globex": Employer("Globex Logística", "Renata Ibarra", "es"),
    "vitral": Employer("Vitral Saúde", "Breno Tavares", "pt-br"),
    "quechua": Employer("Quechua Cargo", "Illari Mamani", "es"),
    "mesa": Employer("La Mesa Digital", "Salomé Rincón", "es"),
    "atacama": Employer("Atacama Energy", "Tomás Alarcón", "en"),
    "kantuta": Employer("Kantuta Retail", "Wara Choque", "es"),
    "jatoba": Employer("Rede Jatobá", "Célio Antunes", "pt-br"),
    "ponte": Employer("Ponte Nova", "Marli Schneider", "pt-br"),
    "lumo": Employer("Lumo Sur", "Florencia Paz", "es"),
    "mare": Employer("Maré Mansa", "Joaquín Olivera", "en"),
    "cenote": Employer("Cenote Labs", "Itzel Canul", "en"),
}


def make_person(member: Member, language: str = "en") -> User:
    """One of the cast, with the membership and rights that they should have."""
    user = User.objects.filter(email=member.email).first()
    if user is None:
        user = User.objects.create_user(
            member.email, DEMO_PASSWORD, name=member.name, language=language
        )
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    if member.is_moderator:
        User.objects.filter(pk=user.pk).update(is_staff=True)
        user.groups.add(Group.objects.get(name=MODERATORS))
    if member.company:
        join(user, member.company, member.role)
    user.refresh_from_db()
    return user


def join(user: User, slug: str, role: str) -> None:
    name = EMPLOYERS[slug].name
    company, _made = Company.objects.get_or_create(slug=slug, defaults={"name": name})
    Membership.objects.get_or_create(
        company=company, user=user, defaults={"role": role}
    )


def make_cast() -> dict[str, User]:
    """Everybody of the cast, by their part."""
    return {part: make_person(member) for part, member in CAST.items()}


def make_owners(cast: dict[str, User]) -> dict[str, User]:
    """The owner of every company, by its slug; two of them are of the cast."""
    owners = {"acme": cast["owner"], "globex": cast["rival"]}
    for slug, employer in EMPLOYERS.items():
        if slug not in owners:
            owner = Member(
                f"owner@{slug}.example",
                employer.owner,
                CAST["owner"].part,
                slug,
                Role.OWNER,
            )
            owners[slug] = make_person(owner, employer.language)
    return owners
