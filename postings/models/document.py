"""The table that searches read: one narrow row for each live posting.

A row holds what a search compares, in the form in which it compares it, and
nothing that a page shows. The database derives it from the posting in one
statement, which every writer uses: the deeds, the demo's filler, the command that
writes all rows anew. `unstated` stands in a list whose posting states nothing;
a language's rank is 0 where the posting does not ask for it, and NULL where it
asks without a level.
"""

from collections.abc import Collection, Iterator
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db import connection, models, transaction

from accounts.models import Company
from postings.models.choices import Status
from postings.models.posting import Posting

# Rises when rows are derived in another way; rebuild_documents then writes them anew.
SHAPE = 1
BATCH = 500
DERIVE = """
    INSERT INTO posting_document AS old (
        posting_id, shape, published_at, valid_through, company_id, language,
        workplace, levels, employment, contracts, skills, countries, place_ids,
        years_min, en_rank, pt_rank, es_rank, other_languages,
        hours_zone, hours_from, hours_to, hours_asked,
        pay_currency, month_max, usd_max, pay_order, head, words
    )
    SELECT
        p.id, %(shape)s, p.published_at, p.valid_through, p.company_id, p.language,
        coalesce(nullif(p.workplace, ''), 'unstated'),
        search_stated(p.levels), search_stated(p.employment),
        search_stated(p.contracts), search_stated(needed.slugs),
        p.countries,
        array(SELECT place_id FROM postings_postingplace WHERE posting_id = p.id),
        p.years_min,
        search_rank(p.id, 'en'), search_rank(p.id, 'pt'), search_rank(p.id, 'es'),
        array(
            SELECT n.code || '-' || n.level FROM postings_postinglanguageneed n
            WHERE n.posting_id = p.id AND n.is_required
                AND n.code NOT IN ('en', 'pt', 'es')
        ),
        search_zone(p.hours_zone),
        coalesce(p.hours_from, '09:00'), coalesce(p.hours_to, '18:00'),
        p.hours_overlap,
        p.pay_currency, search_monthly(p.pay_max, p.pay_period), p.usd_max,
        coalesce(p.usd_max, p.usd_min, 0),
        search_head(p.language, p.title, needed.names, c.name),
        search_words_of(
            p.language, p.title, needed.names, concat_ws(' ', c.name, towns.names),
            p.description
        ) || array_to_tsvector(needed.marks)
    FROM postings_posting p
    LEFT JOIN accounts_company c ON c.id = p.company_id
    CROSS JOIN LATERAL (
        SELECT
            coalesce(array_agg(s.slug ORDER BY s.slug), '{{}}') AS slugs,
            coalesce(array_agg('=' || s.slug), '{{}}') AS marks,
            string_agg(s.name || ' ' || search_single(s.spellings), ' ') AS names
        FROM postings_postingskill n JOIN postings_skill s ON s.id = n.skill_id
        WHERE n.posting_id = p.id
    ) needed
    CROSS JOIN LATERAL (
        SELECT string_agg(t.name, ' ') AS names
        FROM postings_postingplace w JOIN postings_place t ON t.id = w.place_id
        WHERE w.posting_id = p.id
    ) towns
    WHERE p.id = ANY(%(ids)s) AND p.status = %(live)s
    ORDER BY p.id
    FOR SHARE OF p
    ON CONFLICT (posting_id) DO UPDATE SET {columns}
"""


class DocumentManager(models.Manager["PostingDocument"]):
    """Keeps the rows in step with their postings."""

    @transaction.atomic
    def keep(self, ids: Collection[int]) -> None:
        """Make these postings' rows what they have to be now: derived, or gone.

        Called in the transaction of the change. Whoever changes one of the
        postings meanwhile waits, so that no row is left behind.
        """
        with connection.cursor() as cursor:
            cursor.execute(
                DERIVE.format(columns=self._replacing()),
                {"ids": list(ids), "shape": SHAPE, "live": Status.LIVE},
            )
        live = Posting.objects.filter(pk__in=ids, status=Status.LIVE).values("pk")
        self.filter(pk__in=ids).exclude(pk__in=live).delete()

    def _replacing(self) -> str:
        columns = [f.column for f in self.model._meta.concrete_fields]  # noqa: SLF001
        return ", ".join(f"{one} = excluded.{one}" for one in columns[1:])

    def out_of_step(self) -> "models.QuerySet[Posting]":
        """Live postings whose row is missing, or was derived in an older way."""
        live = Posting.objects.filter(status=Status.LIVE)
        fresh = self.filter(shape=SHAPE).values("pk")
        return live.exclude(pk__in=fresh)

    def rebuild(self, *, everything: bool = False, after: int = 0) -> Iterator[int]:
        """Write rows anew, batch by batch; yields the last posting of each batch.

        everything: not only those that are out of step. after: begin behind this
        posting, where an earlier run was interrupted.
        """
        live = Posting.objects.filter(status=Status.LIVE)
        due = (live if everything else self.out_of_step()).order_by("pk")
        keys = due.values_list("pk", flat=True)
        while batch := list(keys.filter(pk__gt=after)[:BATCH]):
            self.keep(batch)
            after = batch[-1]
            yield after
        self.exclude(posting__status=Status.LIVE).delete()


class PostingDocument(models.Model):
    """One live posting as searches see it."""

    posting = models.OneToOneField(
        Posting, models.CASCADE, primary_key=True, related_name="document"
    )
    shape = models.PositiveSmallIntegerField()
    published_at = models.DateTimeField()
    valid_through = models.DateTimeField()
    company = models.ForeignKey(
        Company, models.CASCADE, null=True, related_name="+", db_index=False
    )
    language = models.CharField(max_length=2)
    workplace = models.CharField(max_length=10)
    levels = ArrayField(models.CharField(max_length=10))
    employment = ArrayField(models.CharField(max_length=10))
    contracts = ArrayField(models.CharField(max_length=20))
    skills = ArrayField(models.CharField(max_length=60))
    countries = ArrayField(models.CharField(max_length=2))
    place_ids = ArrayField(models.PositiveIntegerField())
    years_min = models.PositiveSmallIntegerField(null=True)
    en_rank = models.PositiveSmallIntegerField(null=True)
    pt_rank = models.PositiveSmallIntegerField(null=True)
    es_rank = models.PositiveSmallIntegerField(null=True)
    other_languages = ArrayField(models.CharField(max_length=5))
    hours_zone = models.CharField(max_length=40)
    hours_from = models.TimeField()
    hours_to = models.TimeField()
    hours_asked = models.PositiveSmallIntegerField(null=True)
    pay_currency = models.CharField(max_length=3)
    month_max = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    usd_max = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    # What the order by pay compares; 0 where nothing is stated, so that it is last.
    pay_order = models.DecimalField(max_digits=16, decimal_places=2)
    head = SearchVectorField()
    words = SearchVectorField()

    objects: ClassVar[DocumentManager] = DocumentManager()

    class Meta:
        db_table = "posting_document"
        indexes = [
            models.Index(fields=["-published_at", "-posting"], name="document_newest"),
            models.Index(
                fields=["workplace", "-published_at", "-posting"],
                name="document_by_workplace",
            ),
            models.Index(
                fields=["company", "-published_at", "-posting"],
                name="document_by_company",
            ),
            models.Index(
                fields=["-pay_order", "-published_at", "-posting"],
                name="document_by_pay",
            ),
        ]

    def __str__(self) -> str:
        return f"document of {self.posting_id}"
