"""Let search find the stories that are older than it."""

from django.db import migrations

FILL = "SELECT search_write(array_agg(id)) FROM articles_article HAVING count(*) > 0"


class Migration(migrations.Migration):
    dependencies = [("articles", "0022_newest_found")]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
