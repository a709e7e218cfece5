"""What a story and a name say to search: lexemes, in the database."""

from django.db import migrations

MAKE = r"""
-- The stems of one spelling, as a key: "el-Raqqa" and "Raqqa" are both "raqqa".
CREATE FUNCTION search_key(text text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
    SELECT string_agg(forms.stem, ' ' ORDER BY said.place)
    FROM search_words(text) AS said CROSS JOIN LATERAL search_forms(ARRAY[said.word]) AS forms
    WHERE said.word <> ALL (search_small_words())
);

CREATE FUNCTION search_spellings(arabic text, english text, variants text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10000
RETURN ARRAY(
    SELECT DISTINCT key
    FROM string_to_table(
        coalesce(arabic, '') || E'\n' || coalesce(english, '') || E'\n' || coalesce(variants, ''), E'\n'
    ) AS line (text) CROSS JOIN LATERAL search_key(line.text) AS key
    WHERE key IS NOT NULL
    ORDER BY key
);

-- The stems of the words of somebody's name, each for itself.
CREATE FUNCTION search_name_stems(arabic text, english text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10000
RETURN ARRAY(
    SELECT DISTINCT forms.stem
    FROM search_words(coalesce(arabic, '') || ' ' || coalesce(english, '')) AS said
        CROSS JOIN LATERAL search_forms(ARRAY[said.word]) AS forms
    WHERE said.word <> ALL (search_small_words())
);

-- The words of a cleaned body text; a block ends a word, a mark inside one does not.
CREATE FUNCTION search_plain(html text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN replace(replace(replace(replace(replace(
    regexp_replace(
        regexp_replace(html, '</(?:p|h2|h3|li|figcaption|blockquote)>|<br>|<hr>', E'\n', 'g'), '<[^<>]*>', '', 'g'
    ),
    '&nbsp;', ' '), '&lt;', ' '), '&gt;', ' '), '&quot;', ' '), '&amp;', ' ');

CREATE FUNCTION search_vector(title text, standfirst text, captions text, body text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    RETURN (
        WITH said AS MATERIALIZED (
            -- The gaps keep a phrase from running from one field into the next.
            SELECT field.weight, field.start + words.place AS place, words.word
            FROM (
                VALUES ('A', 0, title), ('B', 300, standfirst), ('C', 1000, captions), ('D', 2000, search_plain(body))
            ) AS field (weight, start, text) CROSS JOIN LATERAL search_words(field.text) AS words
            WHERE words.word <> ALL (search_small_words())
        ), coats AS MATERIALIZED (
            SELECT forms.word, forms.stem, ARRAY(
                SELECT DISTINCT lexeme FROM unnest(ARRAY[
                    CASE WHEN forms.word ~ '[\u0620-\u064a\u066e-\u06d3\u0750-\u077f]' THEN '=' || forms.word END,
                    forms.folded, forms.bare, forms.stem, forms.whole,
                    CASE WHEN forms.skeleton <> '' THEN '#' || forms.skeleton END,
                    nullif(forms.inside, ''), CASE WHEN forms.inside <> '' THEN search_stem(forms.inside) END
                ]) AS lexeme WHERE lexeme IS NOT NULL
            ) AS lexemes
            FROM search_forms(ARRAY(SELECT DISTINCT word FROM said)) AS forms
        ), marked AS (
            SELECT lexeme, least(place, 16383) AS place, weight
            FROM said JOIN coats USING (word) CROSS JOIN LATERAL unnest(coats.lexemes) AS lexeme
            UNION ALL
            SELECT '^' || stem, place, weight FROM said JOIN coats USING (word) WHERE weight = 'A'
        ), listed AS (
            SELECT quote_literal(lexeme) || ':' || string_agg(place || weight, ',' ORDER BY place) AS part
            FROM marked GROUP BY lexeme
        )
        SELECT coalesce(string_agg(part, ' '), '')::tsvector FROM listed
    );
END
$$;
"""

UNMAKE = """
DROP FUNCTION search_vector;
DROP FUNCTION search_plain;
DROP FUNCTION search_name_stems;
DROP FUNCTION search_spellings;
DROP FUNCTION search_key;
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0018_pages_and_reads")]

    operations = [migrations.RunSQL(MAKE, UNMAKE)]
