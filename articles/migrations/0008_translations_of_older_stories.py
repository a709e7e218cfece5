from django.db import migrations

# Stories that are older than their history: whether the second version follows the first, nobody has said yet.
GIVE_EACH_STORY_ITS_TRANSLATION = """
    INSERT INTO articles_translation (article_id, language, state, words_behind, owed_since)
    SELECT id,
           CASE original_language WHEN 'ar' THEN 'en' ELSE 'ar' END,
           CASE WHEN coalesce(CASE original_language WHEN 'ar' THEN title_en ELSE title_ar END, '') = ''
                THEN 'missing' ELSE 'in_translation' END,
           0,
           CASE WHEN original_language = 'ar' AND state_ar = 'published' AND state_en IN ('draft', 'in_review', 'ready')
                THEN published_at_ar
                WHEN original_language = 'en' AND state_en = 'published' AND state_ar IN ('draft', 'in_review', 'ready')
                THEN published_at_en END
    FROM articles_article
    WHERE NOT EXISTS (SELECT 1 FROM articles_translation t WHERE t.article_id = articles_article.id)
"""


class Migration(migrations.Migration):
    """Words only; the tables were made in the step before."""

    dependencies = [("articles", "0007_photo_rights")]

    operations = [migrations.RunSQL(GIVE_EACH_STORY_ITS_TRANSLATION, migrations.RunSQL.noop)]
