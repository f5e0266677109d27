"""Make a token on the command line, for scripts and for trying the API."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError

from accounts.forms.token import expiry
from accounts.lifecycle.token import create_token
from accounts.models import Company, Scope, User

DAYS = 90


class Command(BaseCommand):
    help = "Make a token for the API; the last line that is printed is the token alone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--email", required=True, help="who it acts as")
        parser.add_argument(
            "--company", metavar="SLUG", help="the only company it is for"
        )
        parser.add_argument(
            "--scopes", required=True, help=f"with spaces between: {' '.join(Scope)}"
        )
        parser.add_argument("--name", default="command line")
        parser.add_argument(
            "--days", type=int, default=DAYS, help="how long it is good"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        scopes = options["scopes"].split()
        if not scopes or not set(scopes) <= set(Scope.values):
            raise CommandError(f"The scopes are {' '.join(Scope)}.")
        user = User.objects.filter(email=options["email"].lower()).first()
        if user is None:
            raise CommandError("Nobody has an account with this address.")
        company = None
        if slug := options["company"]:
            company = Company.objects.filter(slug=slug).first()
            if company is None:
                raise CommandError("There is no company with this address.")
        try:
            token, secret = create_token(
                by=user,
                name=options["name"],
                scopes=[Scope(scope) for scope in scopes],
                company=company,
                expires_at=expiry(options["days"]),
            )
        except PermissionDenied as error:
            raise CommandError("That person does not work for this company.") from error
        self.stderr.write(f"{token}: {' '.join(token.scopes)}, {options['days']} days")
        self.stdout.write(secret)
