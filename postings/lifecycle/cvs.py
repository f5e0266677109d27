"""CVs on their way: kept while a form is mended, copied, forgotten."""

from datetime import timedelta

from django.core import signing
from django.core.files.base import ContentFile
from django.db import transaction

from jobboard.files import Document
from postings.models import Cv, CvKind, Profile

STASHED_FOR = timedelta(days=7)
SALT = "postings.cv"


def keep(document: Document, *, profile: Profile | None = None) -> Cv:
    """Store a document that was checked; it belongs to the profile, or to nobody yet."""
    cv = Cv(
        profile=profile,
        name=document.name,
        kind=CvKind(document.kind),
        size=len(document.content),
        sha256=document.sha256,
        pages=document.pages,
    )
    cv.file.save("", ContentFile(document.content), save=False)
    try:
        cv.save(force_insert=True)
    except BaseException:
        cv.file.storage.delete(cv.file.name or "")
        raise
    return cv


def copy(cv: Cv) -> Cv:
    """The same file once more, so that what was sent stays what was sent."""
    with cv.file.open("rb") as stored:
        content = stored.read()
    return keep(Document(content, cv.name, cv.kind, cv.pages, cv.sha256))


def claim_for(cv: Cv) -> str:
    """What a form carries so that its upload is found again."""
    return signing.dumps(cv.pk, salt=SALT)


def claimed(words: str) -> Cv | None:
    """The upload that the form carried; None where it is gone, sent or made up."""
    try:
        number = signing.loads(words, salt=SALT, max_age=STASHED_FOR)
    except signing.BadSignature:
        return None
    return Cv.objects.filter(pk=number, application=None, profile=None).first()


def forget(cv: Cv) -> None:
    """Delete row and file; a file that survives a crash is swept later."""
    name, storage = cv.file.name, cv.file.storage
    cv.delete()
    if name:
        transaction.on_commit(lambda: storage.delete(name))
