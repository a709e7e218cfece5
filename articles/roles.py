"""What each role may do with stories, their people and their pictures. `articles.access` says with which stories."""

SEE = ["articles.view_article", "articles.view_section", "articles.view_topic", "articles.view_contributor"]
SEE += ["articles.view_photo", "articles.view_series", "articles.view_seriesentry", "articles.view_correction"]
SEE += ["articles.view_name"]

WRITE = ["articles.change_article"]
WRITE += [f"articles.{act}_{row}" for row in ("byline", "relatedlink") for act in ("view", "add", "change", "delete")]

TAKE_PICTURES = ["articles.add_photo", "articles.change_photo"]

EDIT = ["articles.add_article", "articles.publish_article", "articles.edit_every_article"]
EDIT += [f"articles.{act}_{row}" for row in ("topic", "contributor", "series", "name") for act in ("add", "change")]
EDIT += ["articles.add_correction", "articles.view_readerreport", "articles.change_readerreport"]
EDIT += [f"articles.{act}_page" for act in ("view", "add", "change")]
EDIT += [f"articles.{act}_seriesentry" for act in ("add", "change", "delete")]

RUN_THE_PAPER = [f"articles.{act}_section" for act in ("add", "change", "delete")]
RUN_THE_PAPER += [f"articles.{act}_redirect" for act in ("view", "add", "change", "delete")]
RUN_THE_PAPER += [f"articles.delete_{row}" for row in ("article", "topic", "contributor", "photo", "series")]
RUN_THE_PAPER += [f"articles.delete_{row}" for row in ("readerreport", "page", "name")]
RUN_THE_PAPER += [f"articles.{act}_correction" for act in ("change", "delete")]
RUN_THE_PAPER += [f"articles.{act}_sectionlimit" for act in ("view", "add", "change", "delete")]
# Chief editors hand roles out, and nobody hands out a right that they lack.
RUN_THE_PAPER += ["articles.translate_article"]

LEAD_THE_PAGES = ["articles.curate_front"]
LEAD_THE_PAGES += [f"articles.{act}_breakingnews" for act in ("view", "add", "change", "delete")]

ROLES: dict[str, list[str]] = {
    "reporter": [*SEE, *WRITE, "articles.add_article", "articles.add_photo"],
    "translator": [*SEE, *WRITE, "articles.translate_article"],
    "photo_editor": ["articles.view_photo", *TAKE_PICTURES, "articles.delete_photo"],
    "editor": [*SEE, *WRITE, *TAKE_PICTURES, *EDIT],
    "chief_editor": [*SEE, *WRITE, *TAKE_PICTURES, *EDIT, *RUN_THE_PAPER, *LEAD_THE_PAGES],
}
