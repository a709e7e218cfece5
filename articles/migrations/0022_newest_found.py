"""Find the newest entries that match, however many there are: the time it takes depends on how many are wanted."""

from django.db import migrations

MAKE = r"""
-- A common word stands in half of all stories. Together with the lexemes of the latest months the index answers from
-- the shorter lists alone; the stretch of time grows until enough is found. The dates of all that match in a stretch
-- are looked at, never their vectors. `query` holds no phrases and no weights, which would need the vectors.
CREATE FUNCTION search_newest(
    edition text, query tsquery, since timestamptz, until timestamptz, wanted integer
) RETURNS SETOF bigint LANGUAGE plpgsql STABLE ROWS 100 SET enable_seqscan = off SET jit = off AS $$
DECLARE
    day timestamp := until AT TIME ZONE 'UTC';
    months text[];
    stretch tsquery;
    hits bigint[];
BEGIN
    FOR step IN 1..4 LOOP
        months := CASE step
            WHEN 1 THEN ARRAY[to_char(day, ':YYYY-MM'), to_char(day - interval '1 month', ':YYYY-MM')]
            WHEN 2 THEN ARRAY[to_char(day, ':YYYY'), to_char(day - interval '1 year', ':YYYY')]
            WHEN 3 THEN ARRAY(SELECT to_char(day - back * interval '1 year', ':YYYY') FROM generate_series(0, 5) AS back)
            ELSE ARRAY['']
        END;
        stretch := (SELECT string_agg(quote_literal(':' || edition || part), '|') FROM unnest(months) AS part)::tsquery;
        hits := ARRAY(
            SELECT entry.id FROM articles_searchentry AS entry
            WHERE entry.vector @@ (query && stretch)
                AND entry.published_at > since AND entry.published_at <= until
            ORDER BY entry.published_at DESC, entry.id DESC
            LIMIT wanted
        );
        EXIT WHEN cardinality(hits) >= wanted;
    END LOOP;
    RETURN QUERY SELECT unnest(hits);
END
$$;

-- The words of headlines that look most like a word, by their trigrams; two letters that changed places are enough.
CREATE FUNCTION search_alike(text) RETURNS TABLE (word text, folded text, alike real)
LANGUAGE plpgsql STABLE ROWS 12 SET pg_trgm.similarity_threshold = 0.25 AS $$
DECLARE
    asked text := search_fold($1);
BEGIN
    RETURN QUERY
        SELECT known.word, known.folded, similarity(known.folded, asked) AS alike FROM articles_searchword AS known
        WHERE known.folded % asked AND known.folded <> asked
        ORDER BY 3 DESC, 1 LIMIT 12;
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0021_search_follows_stories")]

    operations = [migrations.RunSQL(MAKE, "DROP FUNCTION IF EXISTS search_alike; DROP FUNCTION search_newest")]
