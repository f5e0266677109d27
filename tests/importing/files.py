"""A made-up file for each format, with the quirks that its kind has in the wild."""

import html
import json

TEXT = (
    "<p>We keep the books of four hundred bakeries.</p><p><strong>Requirements</strong>"
    "</p><ul><li>4+ years with Python and Django</li><li>English B2</li></ul>"
    "<p>US$ 4,000 - 5,500 per month as a contractor.</p>"
)
LONG = (
    "<div style='x'>" + "<p>And the ovens of Medellín, with you.</p>" * 700 + "</div>"
)
BROKEN = TEXT + "<script>alert('</p>')</script><p>Bye <a href='https://x.example/"


def greenhouse() -> bytes:
    """The text escaped once more, `&amp;nbsp;` inside; one job in two cities."""
    content = html.escape(TEXT.replace("books of", "books&nbsp;of"))
    jobs = [
        job(1, "Senior Backend Engineer (Remote)", "LATAM (Remote) ", content),
        job(2, "Data Engineer", "Bogotá, Colombia", content),
        job(3, "Data Engineer", "Lima, Peru", content),
        job(4, "Banco de Talentos", "São Paulo, SP", content),
        job(5, "", "Lima, Peru", content),
        job(6, "QA Analyst", "Remote", ""),
        {"id": None, "title": "No id", "content": content},
        "not an object",
        {**job(7, "Cut Engineer", "Remote - Brazil", html.escape(BROKEN))},
    ]
    return json.dumps({"jobs": jobs, "meta": {"total": len(jobs)}}).encode()


def job(number: int, title: str, place: str, content: str) -> dict:
    return {
        "id": number,
        "title": title,
        "location": {"name": place},
        "content": content,
        "absolute_url": f"https://boards.example/{number}",
        "first_published": "2026-11-02T10:00:00-05:00",
    }


def lever() -> bytes:
    """A bare array, epoch milliseconds, the text in three parts, no company."""
    whole = {
        "id": "a-1",
        "text": "Platform Engineer",
        "categories": {
            "location": "Remote - Mexico",
            "commitment": "Full-time",
            "allLocations": ["Remote - Mexico", "Remote - Colombia"],
        },
        "createdAt": 1762041600000,
        "description": "<div>You keep Kubernetes calm.</div>",
        "lists": [{"text": "Requirements", "content": "<li>Terraform</li><li>Go"}],
        "additional": "<div>We give health insurance.</div>",
        "workplaceType": "remote",
        "salaryRange": {
            "min": 60000,
            "max": 80000,
            "currency": "USD",
            "interval": "per-year-salary",
        },
        "hostedUrl": "https://jobs.example/a-1",
        "applyUrl": "https://jobs.example/a-1/apply",
    }
    sparse: dict[str, object] = {
        "id": "a-2",
        "text": "Data Analyst",
        "categories": [],
        "createdAt": "soon",
        "description": TEXT,
        "lists": None,
        "salaryRange": {"min": 0, "max": 0, "currency": "USD", "interval": "year"},
        "hostedUrl": "javascript:alert(1)",
    }
    broken = {"id": "a-3", "text": "Broken", "lists": 7, "categories": 3}
    return b"\xef\xbb\xbf" + json.dumps([whole, sparse, broken]).encode()


def ashby() -> bytes:
    """Pay in components, places in two fields, one job that is not listed."""
    jobs = [
        {
            "id": "b-1",
            "title": "iOS Engineer",
            "location": "Buenos Aires",
            "secondaryLocations": [{"location": "Montevideo, Uruguay"}],
            "employmentType": "FullTime",
            "workplaceType": "Hybrid",
            "isListed": True,
            "publishedAt": "2026-11-01T00:00:00.000+00:00",
            "jobUrl": "https://jobs.example/b-1",
            "descriptionHtml": TEXT,
            "compensation": {
                "compensationTierSummary": "US$ 70K - US$ 90K",
                "summaryComponents": [
                    {"compensationType": "EquityPercentage", "minValue": 0.1},
                    {
                        "compensationType": "Salary",
                        "interval": "1 YEAR",
                        "currencyCode": "USD",
                        "minValue": 70000,
                        "maxValue": 90000,
                    },
                ],
            },
        },
        {"id": "b-2", "title": "Hidden", "isListed": False, "descriptionHtml": TEXT},
    ]
    return json.dumps({"apiVersion": "1", "jobs": jobs}).encode()


def jobposting() -> bytes:
    """Raw line breaks in strings, lists for objects, booleans as addresses."""
    first = """{"@context": "https://schema.org", "@type": "JobPosting",
      "title": "Backend Developer &amp; Friend",
      "identifier": {"@type": "PropertyValue", "value": "c-1"},
      "description": "<p>Four years of Python.
      <br>English B2, the work is calm.</p>",
      "datePosted": "2026-11-01", "validThrough": "2026-12-31T23:59",
      "employmentType": ["FULL_TIME", "CONTRACTOR"],
      "directApply": "http://schema.org/False",
      "jobLocationType": "TELECOMMUTE",
      "applicantLocationRequirements": [{"@type": "Country", "name": "Brazil"}],
      "hiringOrganization": [{"@type": "Organization", "name": "Umbu"}],
      "baseSalary": {"@type": "MonetaryAmount", "currency": "BRL",
        "value": {"minValue": "8.000,00", "maxValue": 11000, "unitText": "MONTH"}},
      "url": "https://umbu.example/c-1",}"""
    second = json.dumps(
        {
            "@graph": [
                {"@type": "WebPage"},
                {
                    "@type": ["JobPosting"],
                    "title": "Support Engineer",
                    "description": TEXT,
                    "jobLocation": {
                        "address": {
                            "addressLocality": "Lima",
                            "addressCountry": {"name": "PE"},
                        }
                    },
                    "applicantLocationRequirements": {"addressCountry": "Anywhere"},
                    "url": "https://umbu.example/c-2",
                },
            ]
        }
    )
    page = (
        "<html><head><title>x</title>"
        f'<script type="application/ld+json">{first}</script>'
        f"<SCRIPT id=x TYPE='application/ld+json'>{second}</SCRIPT>"
        '<script type="application/ld+json">{"@type": "JobPosting", "title": </script>'
    )
    return page.encode()


def rss() -> bytes:
    """Not well formed, Windows-1252, company and title joined by a colon."""
    feed = f"""<?xml version="1.0" encoding="windows-1252"?><rss><channel><title>Jobs & more
    <item><title><![CDATA[Guayaba Libros: Senior Django Developer]]></title>
      <link>https://feed.example/d-1?a=1&b=2</link><guid>d-1</guid>
      <pubDate>Mon, 02 Nov 2026 10:00:00 +0000</pubDate><region>Latin America Only</region>
      <description><![CDATA[{TEXT}]]></description></item>
    <item><title>Umbu &amp; Filhos: Engenheiro de Dados S\u00eanior</title>
      <link>https://feed.example/d-2</link>
      <description>{html.escape("<p>Você cuida de Airflow e dbt na nossa equipe, com inglês B2.</p>")}
    </description></item>
    <item><title>No text</title><guid>d-3</guid></item>
    <item><description>No title</description>"""
    return feed.encode("cp1252")


def remoteok() -> bytes:
    """A legal notice first, UTF-8 read as Latin-1, 0 for pay that is not stated."""
    mangled = TEXT.replace("bakeries", "bakeries in São Paulo – and more")
    jobs = [
        {"last_updated": 1, "legal": "Please link back."},
        {
            "id": "9001",
            "position": "Vue Developer",
            "company": "Jacarandá".encode().decode("cp1252"),
            "description": mangled.encode().decode("cp1252"),
            "location": "Latin America",
            "salary_min": 40000,
            "salary_max": 60000,
            "date": "2026-11-01T00:00:05+00:00",
            "url": "https://remote.example/9001",
        },
        {
            "id": "9002",
            "position": "Ops",
            "description": TEXT,
            "salary_min": 0,
            "salary_max": 0,
            "epoch": 1762041600,
        },
    ]
    return ("// generated\n" + json.dumps(jobs)).encode()


def own_json() -> bytes:
    """The API's shape and the columns' names; two lists one after the other."""
    api = {
        "id": "e-1",
        "title": "SRE",
        "company": {"slug": "x", "name": "Acme"},
        "language": "en",
        "description": "Keep it up, and tell us how.",
        "levels": ["senior", "wizard"],
        "years": {"min": 5, "max": None},
        "region": {"includes": ["latam", "XX"], "excludes": ["CU"]},
        "pay": {"min": "5000.00", "max": None, "currency": "USD", "period": "month"},
        "languages": [{"code": "en", "level": "B2"}, {"code": "zz"}],
        "skills": [{"name": "Linux", "is_required": False}, 7],
    }
    flat = {
        "id": 2,
        "title": "DBA",
        "description": "Cuidar dos bancos de dados da nossa equipe, com calma.",
        "pay_min": "8000",
        "pay_currency": "???",
        "pay_period": "month",
        "years_min": 900,
    }
    return (json.dumps([api]) + "\n\n" + json.dumps([flat, 3])).encode()


def own_csv() -> bytes:
    """Semicolons, a BOM, Latin-1 quotes, a guarded formula, a short line."""
    return (
        "\ufefftitle;id;description;levels;pay_min;pay_max;pay_currency;pay_period;url\r\n"
        'Desenvolvedora;f-1;"Você cuida do extrato da nossa equipe;\r\ncom calma";'
        "senior|staff;9000;12000;BRL;month;https://csv.example/f-1\r\n"
        "'=cmd();f-2;Uma linha para a nossa equipe de dados em São Paulo;;;;;;\r\n"
        "Short;f-3\r\n"
    ).encode()


FILES = {
    "greenhouse": greenhouse,
    "lever": lever,
    "ashby": ashby,
    "jobposting": jobposting,
    "rss": rss,
    "remoteok": remoteok,
    "json": own_json,
    "csv": own_csv,
}
