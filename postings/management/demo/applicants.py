"""The applications of the demo: a dozen at Acme in every state, made by the deeds."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256

import pikepdf
from django.db.models import F

from accounts.models import User
from jobboard import files
from jobboard.outbox import Delivery, Event
from postings.lifecycle import application as lifecycle, cvs, teamwork
from postings.lifecycle.applying import Content, apply, confirm_application
from postings.lifecycle.intake import keep_template, set_intake
from postings.models import (
    Application,
    ApplicationStatus,
    ApplyVia,
    Posting,
    Profile,
    Question,
    QuestionKind,
    Refusal,
)
from postings.permissions import Doer, LinkHolder

S = ApplicationStatus
MOMENTS = (
    "created_at changed_at submitted_at moved_at decided_at answer_due_at"
    " answered_at link_sent_at"
).split()
QUESTIONS = (
    {
        "kind": QuestionKind.YES_NO,
        "prompt": "Você já publicou uma interface que outras pessoas usam?",
        "is_required": True,
    },
    {
        "kind": QuestionKind.CHOICE,
        "prompt": "Quando poderia começar?",
        "options": ["Já", "Em até 30 dias", "Prefiro combinar"],
        "is_required": True,
    },
    {
        "kind": QuestionKind.LONG,
        "prompt": "Conte um detalhe de acessibilidade que você corrigiu.",
        "is_required": False,
    },
)


@dataclass(frozen=True)
class Candidate:
    """One application of the demo: who, how far it came, and what was said about it."""

    name: str
    language: str
    ends: ApplicationStatus
    age: int
    letter: str
    answers: tuple[str, str, str] = ("yes", "Em até 30 dias", "")
    notes: Sequence[str] = ()
    ratings: tuple[int, ...] = ()
    tags: Sequence[str] = ()
    messages: Sequence[str] = field(default_factory=tuple)

    @property
    def email(self) -> str:
        first, _space, last = self.name.lower().partition(" ")
        plain = f"{first}.{last.replace(' ', '')}"
        return plain.encode("ascii", "ignore").decode() + "@mail.example"


CANDIDATES = (
    Candidate(
        "Jandira Montesol",
        "pt-br",
        S.SUBMITTED,
        9,
        "Faço telas para um hospital há dois anos, e quem usa tem pressa e luvas.",
        ("yes", "Já", "O foco sumia ao fechar o menu; devolvi ao botão que o abriu."),
    ),
    Candidate(
        "Nicanor Belgrove", "en", S.SUBMITTED, 8, "Quiet interfaces, small pages."
    ),
    Candidate("Olavo Pindorela", "pt-br", S.SUBMITTED, 1, "", ("no", "Já", "")),
    Candidate("Amaru Quispilla", "es", S.UNCONFIRMED, 1, "Vengo del diseño editorial."),
    Candidate(
        "Teodora Vilaplana",
        "es",
        S.IN_REVIEW,
        6,
        "Escribo CSS que otra persona puede leer un año después.",
        ("yes", "Em até 30 dias", "Las etiquetas no decían nada sin el color."),
        ("Perguntar como ela decide o que não animar.", "Fuso combina: das 9 às 15."),
        (5, 4),
        ("acessibilidade",),
        ("Obrigada por escrever. Respondemos até sexta-feira.", "Perfecto, gracias."),
    ),
    Candidate(
        "Ximena Tordesol",
        "es",
        S.IN_REVIEW,
        5,
        "Dos años con formularios largos y gente impaciente.",
        ratings=(4,),
        tags=("formulários",),
    ),
    Candidate(
        "Iracema Boavista",
        "pt-br",
        S.INTERVIEW,
        7,
        "Comecei na biblioteca da escola e não parei mais.",
        notes=("Conversa marcada para quinta, 14h.",),
        ratings=(5,),
        messages=("Podemos conversar na quinta, às 14h?", "Podemos, sim."),
    ),
    Candidate(
        "Tibúrcio Almagro", "es", S.INTERVIEW, 10, "Aprendí leyendo código ajeno."
    ),
    Candidate(
        "Rosalva Quintela",
        "pt-br",
        S.OFFER,
        14,
        "Cuido de um jornal de bairro desde o primeiro commit.",
        notes=("Proposta enviada; responde até segunda.",),
        ratings=(5, 5),
        tags=("proposta",),
    ),
    Candidate(
        "Anselmo Itaguara", "pt-br", S.HIRED, 21, "Gosto de terminar o que começo."
    ),
    Candidate("Hortensia Valdivar", "es", S.REJECTED, 18, "Diez años de servidores."),
    Candidate("Casimiro Pradonegro", "es", S.WITHDRAWN, 12, "Busco horario reducido."),
)


def paper(name: str, letter: str) -> files.Document:
    """A CV of one page, made here and therefore known to be harmless."""
    made = pikepdf.new()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )
    page = made.add_blank_page(page_size=(595, 842))
    page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    words = [text.translate(str.maketrans("", "", "()\\")) for text in (name, letter)]
    text = (
        f"BT /F1 20 Tf 60 770 Td ({words[0]}) Tj /F1 11 Tf 0 -32 Td ({words[1]}) Tj ET"
    )
    page.obj.Contents = made.make_stream(text.encode("cp1252", "replace"))
    out = io.BytesIO()
    made.save(out, deterministic_id=True)
    content = out.getvalue()
    return files.Document(content, "cv.pdf", "pdf", 1, sha256(content).hexdigest())


def tell(cast: dict[str, User]) -> int:
    """Fill Acme's first open posting that takes applications here; how many came."""
    mine, other = postings()
    if mine is None or mine.applications.exists():
        return 0
    owner = cast["owner"]
    values = {"answer_within": 7}
    set_intake(mine, values, QUESTIONS, by=owner, version=1)
    assert mine.company is not None  # noqa: S101
    words = "Obrigada por escrever. Quando podemos conversar por 40 minutos?"
    keep_template(mine.company, "Convite para conversar", words, by=owner)
    for candidate in CANDIDATES:
        told(candidate, mine, cast)
    return len(CANDIDATES) + of_the_cast(cast["candidate"], mine, other)


def postings() -> tuple[Posting | None, Posting | None]:
    """Acme's, and another company's."""
    here = Posting.objects.live().filter(apply_via=ApplyVia.HERE, company__isnull=False)
    rows = here.select_related("company").order_by("title", "pk")
    return (
        rows.filter(company__slug="acme").first(),
        rows.exclude(company__slug="acme").first(),
    )


def told(candidate: Candidate, posting: Posting, cast: dict[str, User]) -> None:
    """One application, taken deed by deed to where its story ends."""
    made = apply(posting, content(candidate, posting), by=None)
    if candidate.ends != S.UNCONFIRMED:
        holder = LinkHolder(made.pk)
        confirm_application(made, by=holder, version=made.version)
        talk(made, candidate, cast)
        finish(made, candidate.ends, cast)
    grow_old(made, timedelta(days=candidate.age))


def content(candidate: Candidate, posting: Posting) -> Content:
    questions = Question.objects.filter(posting=posting)
    return Content(
        name=candidate.name,
        email=candidate.email,
        language=candidate.language,
        note=candidate.letter,
        answers=[
            {
                "question": question.pk,
                "prompt": question.prompt,
                "kind": question.kind,
                "value": value,
                "is_knocked_out": False,
            }
            for question, value in zip(questions, candidate.answers, strict=True)
        ],
        cv=cvs.keep(paper(candidate.name, candidate.letter)),
    )


def talk(made: Application, candidate: Candidate, cast: dict[str, User]) -> None:
    team = (cast["recruiter"], cast["owner"])
    for note in candidate.notes:
        teamwork.write_note(made, note, by=team[0])
    for member, value in zip(team, candidate.ratings, strict=False):
        teamwork.rate_application(made, value, by=member)
    sides: tuple[Doer, ...] = (team[0], LinkHolder(made.pk))
    for side, words in zip(sides, candidate.messages, strict=False):
        teamwork.write_message(made, words, by=side)
    if candidate.tags:
        version = made.version
        lifecycle.tag_application(made, candidate.tags, by=team[0], version=version)


def finish(made: Application, ends: ApplicationStatus, cast: dict[str, User]) -> None:
    by = cast["recruiter"]
    if ends in {S.IN_REVIEW, S.INTERVIEW, S.OFFER}:
        lifecycle.move_application(made, ends, by=by, version=made.version)
    elif ends == S.HIRED:
        lifecycle.move_application(made, S.OFFER, by=by, version=made.version)
        lifecycle.hire_application(made, by=by, version=made.version)
    elif ends == S.REJECTED:
        reason, words = Refusal.SKILLS, "Gracias por tu tiempo y tu franqueza."
        lifecycle.reject_application(
            made, by=by, version=made.version, reason=reason, words=words
        )
    elif ends == S.WITHDRAWN:
        holder = LinkHolder(made.pk)
        lifecycle.withdraw_application(made, by=holder, version=made.version)


def of_the_cast(user: User, mine: Posting, other: Posting | None) -> int:
    """The candidate of the cast: a profile with a CV, and two applications."""
    profile = Profile.objects.create(
        user=user,
        headline="Interfaces que se explicam sozinhas",
        years=3,
        countries=["BR"],
        languages=[["pt", ""], ["en", "B2"]],
    )
    cv = cvs.keep(paper(user.name, profile.headline), profile=profile)
    targets = [posting for posting in (mine, other) if posting is not None]
    for age, posting in enumerate(targets, start=2):
        sent = Content(user.name, user.email, "pt-br", cv=cvs.copy(cv))
        made = apply(posting, sent, by=user, is_proven=True)
        grow_old(made, timedelta(days=age))
    return len(targets)


def grow_old(made: Application, age: timedelta) -> None:
    """Move its past back in time; nobody is mailed about a past that was made up."""
    rows = Application.objects.filter(pk=made.pk)
    rows.update(**{name: F(name) - age for name in MOMENTS})
    for related in (made.notes, made.messages):
        related.update(created_at=F("created_at") - age)
    events = Event.objects.filter(subject="application", subject_id=made.pk)
    Delivery.objects.filter(event__in=events).delete()
    events.update(at=F("at") - age)
