"""Benefits: what comes with the pay."""

import re
from collections.abc import Iterator

from postings.extraction.labels import BENEFITS, COMPANY
from postings.extraction.outline import Ad, Mark
from postings.vocabulary import Benefit

WORDS = {
    Benefit.DENTAL: (
        r"dental|odontologic[oa]|odontologia|plano odontologico|seguro dental"
    ),
    Benefit.HEALTH: (
        r"health(?: and [a-z]+)? (?:insurance|plan|care plan|cover)|medical insurance"
        r"|private health|health benefits|major medical|prepaid (?:health|medicine)"
        r"|planos? (?:de saude|medico)|assistencia medica|convenio medico|medicina"
        r" prepagada|prepaga|obra social|seguro (?:de gastos medicos|medico|complementario)"
        r"|gastos medicos(?: mayores)?|eps(?= |$|\.|,)|seguro complementario de salud"
        r"|health insurance|health(?=,| and dental)|saude e odontologico|seguro de salud"
        r"|plano de saude|assistencia medica"
    ),
    Benefit.LIFE: r"life insurance|seguro de vida|(?<=medical and )life insurance",
    Benefit.MEALS: (
        r"meal (?:vouchers?|cards?|allowance|plan)|subsidi[sz]ed meals|free lunch"
        r"|lunch is on us|meals|vale[- ]?refeicao|vale[- ]?alimentacao"
        r"|vales? de despensa|vr|va|colacion|refeitorio"
        r"|cesta basica|ticket restaurante|auxilio[- ]alimentacao"
        r"|auxilio[- ]refeicao|alimentacao e refeicao"
    ),
    Benefit.TRANSPORT: (
        r"transport(?:ation)? allowance|company bus|commuter benefits?"
        r"|vale[- ]?transporte|vt|apoyo de transporte|auxilio[- ]?transporte"
        r"|(?:subsidio|auxilio) de transporte|transporte(?= y comedor| incluido)"
    ),
    Benefit.HOME_OFFICE: (
        r"home[- ]office (?:allowance|stipend|budget)|auxilio[- ]home[- ]?office"
        r"|ajuda de custo (?:para|de) home office|remote work stipend"
        r"|apoyo (?:para|de) home office|internet stipend"
    ),
    Benefit.EQUIPMENT: (
        r"equipment budget|equipment (?:provided|of your choice)|we provide (?:the )?equipment"
    ),
    Benefit.PAID_LEAVE: (
        r"unlimited (?:pto|vacation|paid time off)|(?:days|weeks) of (?:paid (?:leave"
        r"|time off|vacation)|pto|vacations?|holidays?)|paid time off|pto"
        r"|dias (?:de vacaciones|de descanso|libres adicionales|de descanso alem das"
        r" ferias)|recesso remunerado|ferias extras"
    ),
    Benefit.PARENTAL: (
        r"parental leave|maternity leave|paternity leave|licenci?a (?:parental"
        r"|maternidade|paternidade|de maternidad|de paternidad)(?: \w+)?"
    ),
    Benefit.SICK_LEAVE: r"sick leave|paid sick days|licencia por enfermedad",
    Benefit.TRAINING: (
        r"(?:learning|training|education|course|conference) (?:and development )?"
        r"(?:budget|allowance|stipend)|budget for (?:courses|training|learning)"
        r"|per year for courses|for courses|para cursos|presupuesto para cursos"
        r"|capacitaciones|formacion|verba (?:\w+ )?(?:de [^.;,\n]{1,20} )?para cursos"
        r"|auxilio[- ]educacao"
    ),
    Benefit.LANGUAGES: (
        r"(?:english|language|spanish|portuguese) (?:classes|lessons|courses)"
        r"|(?:clases|aulas|cursos) de (?:ingles|idiomas|espanhol|portugues)"
    ),
    Benefit.PROFIT: r"profit[- ]sharing|plr|ppr|participacao nos lucros|utilidades",
    Benefit.BONUS: (
        r"(?:annual|yearly|quarterly|performance|signing) bonus(?:es)?|bonus anual"
        r"|bono (?:anual|trimestral|semestral|por desempeno)|bonus (?:anual|trimestral)"
        r"|comisiones|bonificacao anual"
    ),
    Benefit.PENSION: (
        r"pension plan|retirement plan|401\(?k\)?|rrsp(?: matching)?"
        r"|previdencia privada|plan de pensiones|fondo de ahorro"
    ),
    Benefit.FITNESS: (
        r"gym(?: membership)?|gympass|wellhub|totalpass|gimnasio|academia"
        r"|fitness (?:allowance|stipend)"
    ),
    Benefit.CHILDCARE: (
        r"childcare(?: allowance)?|auxilio[- ]creche|guarderia|daycare allowance"
    ),
    Benefit.FLEXIBLE: (
        r"flexible (?:hours|schedule|working hours)|horario flexible|horario flexivel"
        r"|flexibilidade de horario|horarios flexibles"
    ),
    Benefit.SHORT_WEEK: (
        r"(?:four|4)[- ]day (?:work ?)?week|semana de (?:cuatro|quatro|4) dias"
    ),
    Benefit.THERAPY: (
        r"therapy(?: sessions)?|mental health (?:support|days)|terapia(?: online)?"
        r"|sesiones de terapia|apoio psicologico|psicoterapia"
    ),
}
# Words that stand for a benefit only where benefits are listed or given.
LISTED = {
    Benefit.MEALS: r"almuerzo|comedor|lunch|meals",
    Benefit.EQUIPMENT: (
        r"laptop|macbook|notebook|computador[a]?|equipamento|equipment|desk"
    ),
    Benefit.TRANSPORT: r"transporte|bus",
    Benefit.FITNESS: r"academia|gimnasio|gym",
}
GIVES = re.compile(
    r"\b(?:we (?:offer|give|provide|pay|have)|you(?:'ll)? get|oferecemos|ofrecemos|damos"
    r"|incluye|inclui|for your|on us|con seguro|mandamos|pagados?)\b"
)
# Abbreviations that are words in other languages.
ABBREVIATED = frozenset({"vr", "va", "vt", "eps", "plr", "ppr", "pto"})
PERKS = {
    benefit: re.compile(rf"(?<![\w/-])(?:{words})(?![\w-])")
    for benefit, words in WORDS.items()
}
IN_LISTS = {
    benefit: re.compile(rf"(?<![\w/-])(?:{words})(?![\w-])")
    for benefit, words in LISTED.items()
}
# What a customer of the company has, or what the work is about.
NOT_OFFERED = re.compile(r"\b(?:customers?|clients?|clientes|users|we build|we make)\b")


def benefits_of(ad: Ad) -> list[Mark[str]]:
    """Every benefit that the ad offers, each once."""
    found: dict[str, Mark[str]] = {}
    for clause in ad.clauses:
        if clause.kind == COMPANY or NOT_OFFERED.search(ad.said(clause)):
            continue
        start = ad.plain.rfind("\n", 0, clause.begin) + 1
        begin = start if clause.is_labelled else clause.begin
        for mark in perks_in(ad, clause.kind, begin, clause.end):
            found.setdefault(mark.value, mark)
    return sorted(found.values(), key=lambda mark: mark.begin)


def perks_in(ad: Ad, kind: str, begin: int, end: int) -> Iterator[Mark[str]]:
    tables = [PERKS]
    if kind == BENEFITS or GIVES.search(ad.plain, begin, end):
        tables.append(IN_LISTS)
    for table in tables:
        for benefit, words in table.items():
            for offered in words.finditer(ad.plain, begin, end):
                written = ad.text[slice(*offered.span())]
                if written.isupper() or written.lower() not in ABBREVIATED:
                    yield Mark(benefit.value, *offered.span())
