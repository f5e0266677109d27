"""How ads call their parts: the words before a colon or alone on a line.

All are written without accents and capitals, as `text.fold` leaves them.
"""

import re

TITLE, WHERE, MODE, CONTRACT, PAY = "title", "where", "mode", "contract", "pay"
TIME, LEVEL, YEARS, TONGUES = "time", "level", "years", "tongues"
MUST, NICE, BENEFITS, COMPANY, WORK = "must", "nice", "benefits", "company", "work"

WORDS = {
    TITLE: (
        "title|job title|position|role|vacancy|vaga|cargo|puesto|vacante|posicion"
        "|posicao|funcao|vaga para|freela"
    ),
    WHERE: (
        "location|locations|where|place|office|countries|country|local|localizacao"
        "|localidade|cidade|onde|lotacao|ubicacion|lugar|zona|ciudad|sede|donde"
        "|paises|pais|localizacion|remoto|remote|local de trabalho|lugar de trabajo"
    ),
    MODE: (
        "work model|workplace|work mode|modelo|modalidade|modalidad|formato"
        "|modelo de trabalho|modalidad de trabajo|modo de trabajo|workplace type"
    ),
    CONTRACT: (
        "contract|contract type|contrato|contratacao|contratacion|tipo de contrato"
        "|regime|regime de contratacao|modalidad de contratacion|vinculo|vinculacion"
        "|tipo de contratacao"
    ),
    PAY: (
        "salary|pay|compensation|pay range|salary range|rate|day rate|hourly rate"
        "|base salary|annual salary|monthly salary|comp|salario|sueldo|sueldo bruto"
        "|remuneracao|remuneracion|remuneracao mensal|remuneracion mensual"
        "|salario bruto|salario mensual|salario mensal|renta|renta liquida|pago"
        "|faixa salarial|rango salarial|bolsa|bolsa auxilio|bolsa-auxilio|beca"
        "|compensacion|compensacao|quanto|salario basico mensual|pay rate"
        "|salary/compensation|pretension salarial"
    ),
    TIME: (
        "type|employment type|employment|job type|time|jornada|tipo de empleo"
        "|tipo de vaga|carga horaria"
    ),
    LEVEL: "level|seniority|seniority level|nivel|senioridade|senioridad|senioridad",
    YEARS: "experience|experiencia|years of experience|anos de experiencia",
    TONGUES: "english|ingles|languages|language|idiomas|idioma",
    MUST: (
        "requirements|qualifications|required|must|must have|must-have|must-haves"
        "|what you bring|you bring|what we need|what we look for|what we expect"
        "|what you need|skills|who you are|you|about you|minimum qualifications"
        "|basic qualifications|required skills|required qualifications|your profile"
        "|technical requirements|stack|our stack|tech stack|key skills|you'll need"
        "|what we're looking for|what we are looking for|experience and skills"
        "|requisitos|obrigatorios|obrigatorio|requisitos obrigatorios|exigido|exige"
        "|necessario|o que esperamos|o que buscamos|o que precisamos|voce tem"
        "|o que voce precisa ter|voce traz|precisa de|exige-se|precisamos"
        "|conhecimentos|requisitos tecnicos|o que esperamos de voce|pre-requisitos"
        "|requisitos excluyentes|excluyente|excluyentes|obligatorio|imprescindible"
        "|indispensable|lo que buscamos|buscamos|lo que pedimos|se requiere"
        "|que buscamos|perfil|conocimientos|necesitas|requisitos minimos|pedimos"
        "|que necesitas|lo que necesitamos|experiencia requerida|tecnologias"
    ),
    NICE: (
        "nice to have|nice-to-have|nice-to-haves|nice to haves|preferred|bonus"
        "|preferred qualifications|bonus points|a plus|plus|pluses|desirable"
        "|optional|good to have|it would be nice if you knew|would be great"
        "|preferred skills|extra points|diferenciais|diferencial|desejavel"
        "|desejaveis|requisitos desejaveis|sera um diferencial|deseja"
        "|o que sera um diferencial|seria otimo|deseable|deseables"
        "|requisitos deseables|es un plus|se valora|valorable|valoramos|sumas puntos"
        "|conhecimentos desejaveis|serao diferenciais"
    ),
    BENEFITS: (
        "benefits|perks|we offer|what we offer|what's in it for you|we give"
        "|you'll get|you get|benefits & perks|perks & benefits|perks and benefits"
        "|what you get|beneficios|o que oferecemos|o que a gente oferece|oferecemos"
        "|a gente da|ofrecemos|te damos|prestaciones|que ofrecemos|lo que ofrecemos"
        "|our benefits|te ofrecemos"
    ),
    COMPANY: (
        "who we are|about us|about the company|our company|the company|headquarters"
        "|nossa empresa|sobre nos|sobre a empresa|sobre nosotros|quienes somos"
        "|quem somos|la empresa|our story|equal opportunity"
    ),
    WORK: (
        "responsibilities|about the role|the role|what you will do|what you'll do"
        "|duties|responsabilidades|sobre a vaga|o que voce vai fazer|tus tareas"
        "|que vas a hacer|funciones|atividades|about the job|descricao da vaga"
        "|descricao|descripcion|description|job description|the work|your work"
        "|how to apply|como se candidatar|como postular|hiring process|condicoes"
        "|proceso de seleccion|processo seletivo|condiciones|how we work together"
        "|sobre el puesto|working hours|hours|horario|schedule|overview"
    ),
}
KINDS = {label: kind for kind, words in WORDS.items() for label in words.split("|")}
FIELDS = frozenset({TITLE, WHERE, MODE, CONTRACT, PAY, TIME, LEVEL, YEARS, TONGUES})

_ANY = "|".join(sorted(map(re.escape, KINDS), key=len, reverse=True))
# A label that begins where the words before it end, without a line of its own.
INLINE = re.compile(rf"(?<=[a-z0-9)\]+.!?;%])(?:(?: [-–—|·] | )?)({_ANY}) ?:(?!//)")
AT_START = re.compile(rf"(?:- )?({_ANY})(?: ?[:\uff1a](?!//)| ?\?)[ ]*")
ALONE = re.compile(rf"(?:- )?({_ANY})(?: ?[:\uff1a?])?")
