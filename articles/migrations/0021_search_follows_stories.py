"""The database itself keeps what search finds: see docs/decisions/0015-search.md."""

from django.db import migrations

MAKE = r"""
-- The vectors stand apart from the rows, so that thousands of rows can be looked through for their dates.
ALTER TABLE articles_searchentry SET (toast_tuple_target = 128);

CREATE INDEX contributor_name_stems ON articles_contributor USING gin (search_name_stems(name_ar, name_en));

-- What stands under the pictures of one version: each caption is the one written for the place, else the photo's own.
CREATE FUNCTION search_captions(story articles_article, language text) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
    written text := CASE language WHEN 'ar' THEN story.lead_caption_ar ELSE story.lead_caption_en END;
    body text := CASE language WHEN 'ar' THEN story.body_ar ELSE story.body_en END;
BEGIN
    RETURN (
        SELECT concat_ws(E'\n', nullif(written, ''), string_agg(
            CASE language WHEN 'ar' THEN photo.caption_ar ELSE photo.caption_en END, E'\n' ORDER BY photo.id
        ))
        FROM articles_photo AS photo
        WHERE (photo.id = story.lead_photo_id AND coalesce(written, '') = '')
            OR photo.id IN (
                SELECT placed.marks[1]::bigint
                FROM regexp_matches(body, '<img data-photo="([0-9]{1,18})"></figure>', 'g') AS placed (marks)
            )
    );
END
$$;

-- What is no word of a story, but what readers choose stories by.
CREATE FUNCTION search_tags(story articles_article, language text, published_at timestamptz) RETURNS tsvector
LANGUAGE plpgsql STABLE AS $$
DECLARE
    day timestamp := published_at AT TIME ZONE 'UTC';
BEGIN
    RETURN array_to_tsvector(
        ARRAY[
            ':' || language, ':' || language || ':' || to_char(day, 'YYYY'),
            ':' || language || ':' || to_char(day, 'YYYY-MM'), ':s:' || story.section_id
        ]
        || ARRAY(SELECT ':t:' || tag.topic_id FROM articles_article_topics AS tag WHERE tag.article_id = story.id)
    ) || coalesce((
        SELECT string_agg(DISTINCT quote_literal(':c:' || byline.contributor_id) || ':16383B', ' ')::tsvector
        FROM articles_byline AS byline WHERE byline.article_id = story.id
    ), ''::tsvector);
END
$$;

-- Bring the entries of these stories in line with what readers may see of them, now or when its moment comes.
CREATE FUNCTION search_write(stories bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM articles_searchentry AS entry
    WHERE entry.article_id = ANY (stories) AND NOT EXISTS (
        SELECT FROM articles_article AS story WHERE story.id = entry.article_id
            AND CASE entry.language WHEN 'ar' THEN story.state_ar ELSE story.state_en END = 'published'
    );
    INSERT INTO articles_searchentry (article_id, language, published_at, vector)
    SELECT story.id, said.language, said.published_at,
        search_vector(said.title, said.standfirst, search_captions(story, said.language), said.body)
            || search_tags(story, said.language, said.published_at)
    FROM articles_article AS story CROSS JOIN LATERAL (
        VALUES ('ar', story.state_ar, story.published_at_ar, story.title_ar, story.standfirst_ar, story.body_ar),
            ('en', story.state_en, story.published_at_en, story.title_en, story.standfirst_en, story.body_en)
    ) AS said (language, state, published_at, title, standfirst, body)
    WHERE story.id = ANY (stories) AND said.state = 'published'
    ORDER BY story.id
    ON CONFLICT (article_id, language)
        DO UPDATE SET published_at = EXCLUDED.published_at, vector = EXCLUDED.vector;
    -- In one order, so that two who publish the same new words at once wait for each other in turn.
    INSERT INTO articles_searchword (word, folded)
    SELECT DISTINCT said.word, search_fold(said.word)
    FROM articles_article AS story CROSS JOIN LATERAL search_words(concat_ws(' ',
        CASE story.state_ar WHEN 'published' THEN concat_ws(' ', story.title_ar, story.standfirst_ar) END,
        CASE story.state_en WHEN 'published' THEN concat_ws(' ', story.title_en, story.standfirst_en) END
    )) AS said
    WHERE story.id = ANY (stories) AND length(said.word) > 2 AND said.word <> ALL (search_small_words())
        AND NOT EXISTS (SELECT FROM articles_searchword AS known WHERE known.word = said.word)
    ORDER BY said.word
    ON CONFLICT DO NOTHING;
END
$$;

-- Bring what is no word of theirs in line; their words are left as they are.
CREATE FUNCTION search_tag(stories bigint[]) RETURNS void LANGUAGE sql
BEGIN ATOMIC
    UPDATE articles_searchentry AS entry
    SET vector = ts_delete(
            entry.vector, ARRAY(SELECT tag.lexeme FROM unnest(entry.vector) AS tag WHERE starts_with(tag.lexeme, ':'))
        ) || search_tags(story, entry.language, entry.published_at)
    FROM articles_article AS story
    WHERE story.id = entry.article_id AND story.id = ANY (stories);
END;

CREATE FUNCTION search_new_stories() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM search_write(array_agg(fresh.id)) FROM fresh
    WHERE 'published' IN (fresh.state_ar, fresh.state_en) HAVING count(*) > 0;
    RETURN NULL;
END
$$;
CREATE TRIGGER search_follows_new_stories AFTER INSERT ON articles_article REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION search_new_stories();

CREATE FUNCTION search_changed_stories() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM search_write(array_agg(fresh.id)) FROM fresh JOIN gone USING (id)
    WHERE 'published' IN (gone.state_ar, gone.state_en, fresh.state_ar, fresh.state_en) AND (
        (gone.section_id, gone.lead_photo_id) IS DISTINCT FROM (fresh.section_id, fresh.lead_photo_id)
        OR (gone.state_ar, gone.published_at_ar, gone.title_ar, gone.standfirst_ar, gone.lead_caption_ar, gone.body_ar)
            IS DISTINCT FROM (fresh.state_ar, fresh.published_at_ar, fresh.title_ar, fresh.standfirst_ar,
                fresh.lead_caption_ar, fresh.body_ar)
        OR (gone.state_en, gone.published_at_en, gone.title_en, gone.standfirst_en, gone.lead_caption_en, gone.body_en)
            IS DISTINCT FROM (fresh.state_en, fresh.published_at_en, fresh.title_en, fresh.standfirst_en,
                fresh.lead_caption_en, fresh.body_en)
    ) HAVING count(*) > 0;
    RETURN NULL;
END
$$;
CREATE TRIGGER search_follows_changed_stories AFTER UPDATE ON articles_article
    REFERENCING OLD TABLE AS gone NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION search_changed_stories();

CREATE FUNCTION search_gone_stories() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM articles_searchentry AS entry USING gone WHERE entry.article_id = gone.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER search_follows_gone_stories AFTER DELETE ON articles_article REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION search_gone_stories();

-- For the tables beside a story, bylines and topics: whatever is added, changed or taken away.
CREATE FUNCTION search_rows_beside() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM search_tag(array_agg(DISTINCT fresh.article_id)) FROM fresh HAVING count(*) > 0;
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM search_tag(array_agg(DISTINCT gone.article_id)) FROM gone HAVING count(*) > 0;
    ELSE
        PERFORM search_tag(array_agg(DISTINCT both_sides.article_id))
        FROM (SELECT article_id FROM gone UNION SELECT article_id FROM fresh) AS both_sides HAVING count(*) > 0;
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION search_changed_photos() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM search_write(array_agg(shown.id)) FROM (
        WITH changed AS (
            SELECT fresh.id FROM fresh JOIN gone USING (id)
            WHERE (gone.caption_ar, gone.caption_en) IS DISTINCT FROM (fresh.caption_ar, fresh.caption_en)
        )
        SELECT story.id FROM articles_article AS story JOIN changed ON story.lead_photo_id = changed.id
        UNION
        SELECT placed.article_id FROM articles_article_body_photos AS placed JOIN changed
            ON placed.photo_id = changed.id
    ) AS shown HAVING count(*) > 0;
    RETURN NULL;
END
$$;
CREATE TRIGGER search_follows_photos AFTER UPDATE ON articles_photo
    REFERENCING OLD TABLE AS gone NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION search_changed_photos();
"""

BESIDE = "".join(
    f"""
CREATE TRIGGER search_follows_new_{rows} AFTER INSERT ON {table} REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION search_rows_beside();
CREATE TRIGGER search_follows_changed_{rows} AFTER UPDATE ON {table} REFERENCING OLD TABLE AS gone NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION search_rows_beside();
CREATE TRIGGER search_follows_gone_{rows} AFTER DELETE ON {table} REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION search_rows_beside();
"""
    for rows, table in (("bylines", "articles_byline"), ("topics", "articles_article_topics"))
)

UNMAKE = """
DROP FUNCTION search_new_stories, search_changed_stories, search_gone_stories, search_rows_beside,
    search_changed_photos CASCADE;
DROP FUNCTION search_tag, search_write, search_tags, search_captions;
DROP INDEX contributor_name_stems;
ALTER TABLE articles_searchentry RESET (toast_tuple_target);
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0020_search_entries")]

    operations = [migrations.RunSQL(MAKE + BESIDE, UNMAKE)]
