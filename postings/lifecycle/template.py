"""Templates of postings: kept from one, begun with, thrown away.

Every deed raises PermissionDenied or NotAllowedNow, and then has changed nothing.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Company, User
from accounts.permissions import can_write_postings
from jobboard import outbox
from jobboard.versions import NotAllowedNow
from postings.lifecycle.facts import from_json, to_json
from postings.lifecycle.posting import create_posting, facts_to_begin_with
from postings.models import Posting, PostingTemplate

KEPT_AT_MOST = 50


@transaction.atomic
def keep_template(posting: Posting, name: str, *, by: User) -> PostingTemplate:
    """Keep a posting's facts under a name; the same name is kept anew.

    NotAllowedNow where no company has the posting, or keeps fifty templates.
    """
    company = posting.company
    if company is None:
        raise NotAllowedNow
    if not can_write_postings(by, company):
        raise PermissionDenied
    # Two who keep at once take turns, so that the limit is one.
    Company.objects.select_for_update(no_key=True).get(pk=company.pk)
    others = PostingTemplate.objects.filter(company=company)
    if others.exclude(name=name).count() >= KEPT_AT_MOST:
        raise NotAllowedNow
    facts = to_json(facts_to_begin_with(posting))
    template, _is_new = PostingTemplate.objects.update_or_create(
        company=company, name=name, defaults={"facts": facts}
    )
    outbox.record("template.kept", template, by=by)
    return template


def begin_posting(template: PostingTemplate, *, by: User) -> Posting:
    """A new draft with the facts of the template."""
    return create_posting(from_json(template.facts), by=by, company=template.company)


@transaction.atomic
def delete_template(template: PostingTemplate, *, by: User) -> None:
    """Throw it away; what was begun with it stays."""
    if not can_write_postings(by, template.company):
        raise PermissionDenied
    outbox.record("template.deleted", template, by=by)
    deleted, _each = PostingTemplate.objects.filter(pk=template.pk).delete()
    if not deleted:
        raise NotAllowedNow
