"""What Django's models cannot say about searching: words, indexes, statistics.

search_words brings text into the form in which words are compared: composed,
lower case, symbols of skills spelt out (c++ cpp, c# csharp, .net dotnet, node.js
nodejs), everything else that is no letter or digit a blank. Postings and queries
both pass through it. search_term makes a query of one word or phrase that finds it
in any of the three languages, with its accents or without.
"""

from django.contrib.postgres.operations import (
    BtreeGinExtension,
    TrigramExtension,
    UnaccentExtension,
)
from django.db import migrations

CONFIGURATION = r"""
CREATE TEXT SEARCH DICTIONARY board_stop_en (
    TEMPLATE = simple, STOPWORDS = english, ACCEPT = false);
CREATE TEXT SEARCH DICTIONARY board_stop_es (
    TEMPLATE = simple, STOPWORDS = spanish, ACCEPT = false);
CREATE TEXT SEARCH DICTIONARY board_stop_pt (
    TEMPLATE = simple, STOPWORDS = portuguese, ACCEPT = false);
CREATE TEXT SEARCH CONFIGURATION board_plain (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION board_plain
    ALTER MAPPING FOR asciiword, word, numword
    WITH unaccent, board_stop_en, board_stop_es, board_stop_pt, simple;

CREATE FUNCTION search_composed(given text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    -- ASCII is composed already, and known by its length.
    SELECT CASE WHEN octet_length(given) = length(given) THEN given
        ELSE normalize(given, NFKC) END
$$;

CREATE FUNCTION search_words(given text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    -- translate() would take twenty times as long for an ad.
    SELECT btrim(
        regexp_replace(
        regexp_replace(
        regexp_replace(
        regexp_replace(
        regexp_replace(
        regexp_replace(lower(search_composed(coalesce(given, ''))),
            '([[:alnum:]])\+\+', '\1pp', 'g'),
            '([[:alpha:]])#', '\1sharp', 'g'),
            '(^|[^[:alnum:].])\.net\M', '\1dotnet', 'g'),
            '([[:alpha:]])\.(js|net|io|ai)\M', '\1\2', 'g'),
            '[\u00AD\u200B-\u200F\u2060\uFEFF]', '', 'g'),
            '[!-/:-@\[-`{-~]', ' ', 'g'))
$$;

CREATE FUNCTION search_configuration(language text) RETURNS regconfig
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE language
        WHEN 'pt' THEN 'pg_catalog.portuguese'::regconfig
        WHEN 'es' THEN 'pg_catalog.spanish'::regconfig
        ELSE 'pg_catalog.english'::regconfig END
$$;

CREATE FUNCTION search_vector(language text, given text, weight "char")
RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT setweight(
        to_tsvector(search_configuration(language), plain.words)
        || to_tsvector('board_plain', plain.words), weight)
    FROM (SELECT search_words(given) AS words OFFSET 0) plain
$$;

CREATE FUNCTION search_head(language text, title text, skills text, company text)
RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT search_vector(language, title, 'A')
        || search_vector(language, skills, 'B')
        || search_vector(language, company, 'C')
$$;

CREATE FUNCTION search_words_of(
    language text, title text, skills text, names text, description text)
RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT search_head(language, title, skills, names)
        || search_vector(language, description, 'D')
$$;

CREATE FUNCTION search_term(given text, is_prefix boolean) RETURNS tsquery
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(string_agg(DISTINCT form::text, ' | ')::tsquery, '')
    FROM (SELECT search_words(given) AS words OFFSET 0) plain,
        unnest(ARRAY[
            phraseto_tsquery('board_plain', words),
            phraseto_tsquery('pg_catalog.portuguese', words),
            phraseto_tsquery('pg_catalog.spanish', words),
            phraseto_tsquery('pg_catalog.english', words),
            CASE WHEN is_prefix AND words ~ '^[[:alnum:]]{3,}$'
                THEN to_tsquery('board_plain', words || ':*') END
        ]) form
    WHERE numnode(phraseto_tsquery('board_plain', words)) > 0 AND numnode(form) > 0
$$;

CREATE FUNCTION search_fetched(posting bigint) RETURNS bigint
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 800 AS $$
BEGIN
    -- Never NULL. Only its cost matters, that of fetching a vector from outside of
    -- its row, which the planner does not count: conditions on words carry it.
    RETURN posting;
END
$$;

CREATE FUNCTION search_single(names varchar[]) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    -- Taken apart, a name of several words would find others: Java Script, Java.
    SELECT coalesce(string_agg(name, ' ' ORDER BY name), '')
    FROM unnest(names) name WHERE name !~ '\s'
$$;

CREATE FUNCTION search_stated(given anyarray) RETURNS anyarray
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN cardinality(given) = 0 THEN array_append(given, 'unstated')
        ELSE given END
$$;

CREATE FUNCTION search_rank(posting bigint, language text) RETURNS smallint
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE count(*) WHEN 0 THEN 0
        ELSE max(array_position(ARRAY['A1', 'A2', 'B1', 'B2', 'C1', 'C2'],
            need.level::text)) END::smallint
    FROM postings_postinglanguageneed need
    WHERE need.posting_id = posting AND need.code = language AND need.is_required
$$;

CREATE FUNCTION search_monthly(amount numeric, period text) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT round(amount * CASE period WHEN 'hour' THEN 2080 WHEN 'day' THEN 260
        WHEN 'week' THEN 52 WHEN 'month' THEN 12 WHEN 'year' THEN 1 END / 12, 2)
$$;

CREATE FUNCTION search_zone(zone text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    PERFORM now() AT TIME ZONE zone;
    RETURN zone;
EXCEPTION WHEN invalid_parameter_value THEN
    RETURN '';
END
$$;
"""
TABLE = """
CREATE INDEX document_matching ON posting_document
    USING gin (words, skills, workplace, levels, countries, place_ids) WITH (fastupdate = off);
CREATE INDEX suggestion_by_likeness ON postings_suggestion
    USING gin (key gin_trgm_ops);
-- The long vector is matched by its index and hardly ever read back: keep it out of
-- the rows, and every list that is compared or counted in them.
ALTER TABLE posting_document SET (toast_tuple_target = 512);
ALTER TABLE posting_document
    ALTER COLUMN levels SET STORAGE MAIN,
    ALTER COLUMN employment SET STORAGE MAIN,
    ALTER COLUMN contracts SET STORAGE MAIN,
    ALTER COLUMN skills SET STORAGE MAIN,
    ALTER COLUMN countries SET STORAGE MAIN,
    ALTER COLUMN place_ids SET STORAGE MAIN,
    ALTER COLUMN other_languages SET STORAGE MAIN;
-- A word outside of the statistics is taken for a common one, and a rare word is
-- then looked for by walking through the whole list.
ALTER TABLE posting_document ALTER COLUMN words SET STATISTICS 3000;
"""
WITHOUT = """
DROP FUNCTION search_zone, search_monthly, search_rank, search_stated, search_single, search_fetched, search_term, search_words_of,
    search_head, search_vector, search_configuration, search_words, search_composed;
DROP TEXT SEARCH CONFIGURATION board_plain;
DROP TEXT SEARCH DICTIONARY board_stop_en, board_stop_es, board_stop_pt;
"""


class Migration(migrations.Migration):
    dependencies = [("postings", "0001_initial")]

    operations = [
        UnaccentExtension(),
        TrigramExtension(),
        BtreeGinExtension(),
        migrations.RunSQL(CONFIGURATION, WITHOUT),
        migrations.RunSQL(TABLE, "DROP INDEX document_matching, suggestion_by_likeness"),
    ]
