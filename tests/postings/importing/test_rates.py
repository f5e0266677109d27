"""Rates come in with their day, and move only what has moved."""

import threading
from datetime import date
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from jobboard import fetching
from postings.importing import rates
from postings.importing.rates import Unreadable, parse_ecb, parse_json
from postings.models import Posting, PostingDocument, Rate
from tests import build

ECB = """<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01">
<Cube><Cube time='{day}'>
<Cube currency='USD' rate='1.1252'/>
<Cube currency='BRL' rate='{brl}'/>
<Cube currency='ZAR' rate='20.4835'/>
</Cube></Cube></gesmes:Envelope>"""
REST = '"rates": {"ARS": 1156, "BRL": 8}}'
SECOND = '{"base": "USD", "date": "2026-05-08", "rates": {"ARS": 1156, "BRL": 8}}'


def test_the_ecb_s_file_is_read_against_the_dollar():
    table = parse_ecb(ECB.format(day="2025-05-09", brl="6.3647"))
    assert table.day == date(2025, 5, 9)
    assert table.per_usd == {
        "USD": Decimal("1.000000"),
        "BRL": Decimal("5.656506"),
        "EUR": Decimal("0.888731"),
    }


@pytest.mark.parametrize(
    "text",
    [
        SECOND,
        f'{{"base_code": "USD", "time_last_update_unix": 1778198400, {REST}',
        '{"base": "BRL", "date": "2026-05-08", "rates": {"USD": 0.125, "ARS": 144.5}}',
    ],
)
def test_the_second_source_is_read_whatever_its_base(text):
    table = parse_json(text)
    assert (table.day, table.per_usd["ARS"]) == (
        date(2026, 5, 8),
        Decimal("1156.000000"),
    )
    assert table.per_usd["BRL"] == 8


@pytest.mark.parametrize(
    ("parse", "text"),
    [
        (parse_ecb, ""),
        (parse_ecb, ECB.format(day="2025-02-30", brl="6")),
        (parse_ecb, ECB.format(day="2025-05-09", brl="0")),
        (parse_ecb, ECB.format(day="2025-05-09", brl="1.2.3")),
        (parse_ecb, "<Cube time='2025-05-09'><Cube currency='BRL' rate='6'/>"),
        (parse_json, ""),
        (parse_json, "[]"),
        (parse_json, '{"base": "USD"}'),
        (parse_json, '{"base": "USD", "date": "soon", "rates": {"ARS": 1}}'),
        (parse_json, '{"base": "USD", "date": "2026-01-01", "rates": {"ARS": "NaN"}}'),
        (parse_json, '{"base": "USD", "date": "2026-01-01", "rates": {"ARS": -1}}'),
        (parse_json, '{"base": "EUR", "date": "2026-01-01", "rates": {"ARS": 1}}'),
    ],
)
def test_a_broken_file_is_not_read(parse, text):
    with pytest.raises(Unreadable):
        parse(text)


@pytest.fixture
def source(settings, monkeypatch):
    """A server that gives what the test puts there."""
    bodies: dict[str, str] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = bodies.get(self.path)
            self.send_response(200 if body is not None else 404)
            self.end_headers()
            self.wfile.write((body or "").encode())

        def log_message(self, *_words: object) -> None:
            """Keep the tests quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    settings.RATES_URL, settings.RATES_SECOND_URL = f"{address}/ecb", f"{address}/more"
    real = fetching.Guard
    monkeypatch.setattr(fetching, "Guard", lambda: real(allows=lambda address: True))
    yield bodies
    server.shutdown()
    server.server_close()


def newest(code: str) -> tuple[Decimal, date]:
    found = Rate.objects.newest()
    return found.per_usd[code], found.days[code]


def test_both_sources_are_brought_in_and_the_first_one_wins(db, source):
    source["/ecb"] = ECB.format(day="2026-05-08", brl="6.7512")
    source["/more"] = SECOND
    assert rates.update_rates() == 4
    assert newest("BRL") == (Decimal("6.000000"), date(2026, 5, 8))
    assert newest("ARS") == (Decimal("1156.000000"), date(2026, 5, 8))
    assert rates.update_rates() == 0


def test_a_source_that_is_away_or_broken_changes_nothing(db, source):
    before = Rate.objects.count()
    source["/more"] = "<html>"
    assert rates.update_rates() == 0
    assert Rate.objects.count() == before


def test_an_unbelievable_rate_is_not_believed(db, source):
    source["/ecb"] = ECB.format(day="2026-05-08", brl="0.63647")
    rates.update_rates()
    assert newest("BRL")[1] == date(2025, 5, 9)


def test_an_older_file_does_not_replace_a_newer_one(db, source):
    source["/ecb"] = ECB.format(day="2024-05-08", brl="6.7")
    assert rates.update_rates() == 0


def test_no_source_is_asked_where_none_is_set(db, settings):
    assert (settings.RATES_URL, settings.RATES_SECOND_URL) == ("", "")
    assert rates.update_rates() == 0


def move(currency: str, factor: str) -> None:
    rate = Rate.objects.filter(currency=currency).latest("day")
    day = date(2026, 5, 8)
    Rate.objects.update_or_create(
        currency=currency, day=day, defaults={"per_usd": rate.per_usd * Decimal(factor)}
    )


def test_only_what_moved_by_one_per_cent_is_rated_anew(cast):
    real = build.posting(cast, pay_currency="BRL")
    peso = build.posting(cast, pay_currency="MXN")
    dollar = build.posting(cast)
    closed = build.posting(cast, "closed", pay_currency="BRL")
    versions = dict(Posting.objects.values_list("pk", "version"))
    before = {row.pk: row.usd_max for row in Posting.objects.all()}
    move("BRL", "1.02")
    move("MXN", "1.009")
    assert rates.re_rate() == 1
    after = {row.pk: row.usd_max for row in Posting.objects.all()}
    changed = {key for key, figure in after.items() if figure != before[key]}
    assert changed == {real.pk}
    assert after[real.pk] == Decimal("1213.25")
    document = PostingDocument.objects.get(pk=real.pk)
    assert (document.usd_max, document.pay_order) == (after[real.pk],) * 2
    assert dict(Posting.objects.values_list("pk", "version")) == versions
    assert rates.re_rate() == 0
    assert {peso.pk, dollar.pk, closed.pk}.isdisjoint(changed)


def test_what_had_no_rate_gets_one_when_there_is_one(cast):
    Rate.objects.filter(currency="VES").delete()
    posting = build.posting(cast, pay_currency="VES")
    assert posting.usd_max is None
    assert rates.re_rate() == 0
    Rate.objects.create(currency="VES", day=date(2026, 5, 8), per_usd=100)
    assert rates.re_rate() == 1
    posting.refresh_from_db()
    assert (posting.usd_max, posting.usd_day) == (Decimal("70.00"), date(2026, 5, 8))
