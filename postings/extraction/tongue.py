"""The language that a text is written in, by the small words that only it uses."""

import re
from collections import Counter

WORDS = {
    "en": (
        "the and of you we our is are with for to in on your who what will have be"
        " this that from or as at by an it they years experience must per month week"
        " remote anywhere worldwide salary english spanish basic not time needs cover"
    ),
    "pt": (
        "voce nao com para uma um de do da dos das em no na e ou que os as mais anos"
        " nossa nosso sao ao pela pelo vaga ter seu sua experiencia requisitos nos"
        " remoto beneficios por mes conhecimento desejavel desenvolvedor desenvolvedora"
        " mensais hora testes quem procura contrato temporario manuais engenheiro brasil"
    ),
    "es": (
        "el la los las con para una un de del en y o que mas anos nuestra nuestro es"
        " al tu su experiencia requisitos somos ingles remoto beneficios por mes"
        " conocimientos deseable buscamos sueldo hibrido desde desarrollador mensual"
        " mensuales ano anos tiempo jornada ingeniero necesitas pasantia desarrollo"
        " becario hasta imprescindible suma ciudad pago indefinido"
    ),
}
# The accents that one writes and the other does not.
LETTERS = {"pt": "ãõçâêôàÃÕÇÂÊÔÀ", "es": "ñ¿¡Ñ", "en": ""}
COMMON = frozenset(WORDS["pt"].split()) & frozenset(WORDS["es"].split())
LETTER_WEIGHT = 2
ENOUGH = 3
WORD = re.compile(r"[a-z]+")


def language_of(text: str, plain: str) -> str:
    """`en`, `pt` or `es`; "" where too little says it, or two are as likely.

    plain: the text without accents and capitals.
    """
    counts = Counter(WORD.findall(plain))
    scores = {
        language: sum(counts[word] for word in words.split() if word not in COMMON)
        + LETTER_WEIGHT * sum(text.count(letter) for letter in LETTERS[language])
        for language, words in WORDS.items()
    }
    ranked = sorted(scores, key=lambda language: scores[language], reverse=True)
    best, second = scores[ranked[0]], scores[ranked[1]]
    return ranked[0] if best >= ENOUGH and best > second else ""
