"""One effect for one key: a request that is sent again gets the first answer again.

The answer is kept in the transaction of its effect, so that there is either both
or neither: what a killed process leaves behind is never half of it. What had no
effect (a refusal, a failure) is not kept, and may be mended and sent again.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import blake2b

from django.db import connection, models, transaction
from django.utils import timezone

KEPT_FOR = timedelta(hours=24)
BATCH = 5_000


class StillRunning(Exception):
    """The first request with this key has not been answered yet."""


class KeyReused(Exception):
    """The key came with another request before."""


@dataclass(frozen=True)
class Answer:
    """What is sent, and sent again: status, body, and the headers that matter."""

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)
    is_replayed: bool = False


class KeptAnswer(models.Model):
    """The answer to one key of one credential."""

    digest = models.BinaryField(max_length=32, primary_key=True)
    request_digest = models.BinaryField(max_length=32)
    status = models.PositiveSmallIntegerField()
    body = models.BinaryField()
    headers = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["created_at"], name="kept_answer_by_age")]

    def __str__(self) -> str:
        return f"{self.status}"


def digest(*parts: bytes) -> bytes:
    """32 bytes that stand for all of the parts, each counted with its length."""
    whole = blake2b(digest_size=32)
    for part in parts:
        whole.update(len(part).to_bytes(8, "big") + part)
    return whole.digest()


def kept(owner: str, key: str, request: bytes) -> Answer | None:
    """The answer that was given to this key before; None where it is new.

    owner: whose key it is, such as `token:5`. request: everything that has to be
    the same in both. Raises KeyReused where it is not.
    """
    rows = KeptAnswer.objects.filter(created_at__gt=timezone.now() - KEPT_FOR)
    row = rows.filter(digest=digest(owner.encode(), key.encode())).first()
    if row is None:
        return None
    if bytes(row.request_digest) != digest(request):
        raise KeyReused
    return Answer(row.status, bytes(row.body), row.headers, is_replayed=True)


@transaction.atomic
def once(owner: str, key: str, request: bytes, work: Callable[[], Answer]) -> Answer:
    """The work's answer, or the one that was given to this key before.

    The work runs in this transaction, and whatever it raises undoes it. Raises
    StillRunning, at once, where another request with this key is at work, and
    KeyReused where the key came with another request.
    """
    name = digest(owner.encode(), key.encode())
    if not take_lock(name):
        raise StillRunning
    if answer := kept(owner, key, request):
        return answer
    answer = work()
    keep(name, request, answer)
    return answer


def keep(name: bytes, request: bytes, answer: Answer) -> None:
    """Write the answer beside its effect; one that is a day old makes way."""
    KeptAnswer.objects.filter(digest=name).delete()
    KeptAnswer.objects.create(
        digest=name,
        request_digest=digest(request),
        status=answer.status,
        body=answer.body,
        headers=answer.headers,
    )


def take_lock(name: bytes) -> bool:
    """Whether nobody else is at work with this key; held until the transaction ends."""
    number = int.from_bytes(name[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [number])
        row = cursor.fetchone()
    return bool(row and row[0])


def purge() -> int:
    """Remove answers that are too old to be sent again; how many there were."""
    old = KeptAnswer.objects.filter(created_at__lte=timezone.now() - KEPT_FOR)
    keys = list(old.order_by("created_at").values_list("pk", flat=True)[:BATCH])
    KeptAnswer.objects.filter(pk__in=keys).delete()
    return len(keys)
