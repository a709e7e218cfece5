"""The editor of a story's body: it can write what the closed list allows, in the direction of its language."""

import json
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django_prose_editor.widgets import AdminProseEditorWidget, prose_editor_admin_media, prose_editor_media
from js_asset import Media

from articles import pictures, richtext
from articles.models import Photo
from articles.models.addresses import words
from articles.richtext.elements import editor_extensions
from newsroom.identity import DIRECTION

# Each stands alone: in production every file has its own hashed name, which another file could not import.
MODULES = ("photo", "direction", "paste", "toolbar")

TOOLBAR = [
    {"group": "headings"},
    {"group": "marks"},
    {"group": "link"},
    {"group": "lists"},
    {"group": "nodes -blockType -lists"},
    {"group": "photo"},
    {"group": "direction"},
    {"group": "history"},
]


class BodyEditor(AdminProseEditorWidget):
    """A form widget for the body in one language; its text is HTML."""

    def __init__(
        self, language: str = "ar", attrs: dict[str, Any] | None = None, *, with_photos: bool = True
    ) -> None:
        """Set up the editor for the language that is written in it; a flat page has no photos."""
        super().__init__(attrs=attrs, preset="configurable")
        self.language, self.with_photos = language, with_photos

    @property
    def media(self) -> Media:
        """Add our own look to the editor's files."""
        return prose_editor_media(base=prose_editor_admin_media, preset=self.preset) + Media(
            css={"all": ["css/body-editor.css"]}
        )

    def get_config(self) -> dict[str, Any]:
        """Offer the elements of the closed list and nothing else."""
        picker = f"{reverse('admin:articles_photo_picker')}?language={self.language}"
        self.config = {
            "extensions": editor_extensions()
            | {
                "PlacedPhoto": {"pickerUrl": picker},
                "BlockDirection": True,
                "TidyPaste": True,
                "SpokenToolbar": True,
                "NoSpellCheck": False,
                "Menu": {"groups": [each for each in TOOLBAR if self.with_photos or each["group"] != "photo"]},
            }
        }
        return super().get_config() | {"js_modules": [static(f"js/body-editor-{name}.js") for name in MODULES]}

    def get_context(self, name: str, value: str | None, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the pictures that stand in the text, which the text itself only names."""
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["data-body-editor-photos"] = json.dumps(self._photos(value or ""))
        return context

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """Wrap the editor in the language's direction; the hint speaks the interface's language."""
        return format_html(
            '<div class="body-editor"><div dir="{}" lang="{}">{}</div><p class="help body-editor-hint">{}</p></div>',
            DIRECTION[self.language],
            self.language,
            super().render(name, value, attrs, renderer),
            _("A link to YouTube, Vimeo, X, Facebook or Telegram on a line of its own becomes a card."),
        )

    def _photos(self, html: str) -> dict[str, dict[str, str]]:
        """Describe the photos of a text to the editor, by id."""
        wanted = richtext.photo_ids(html)
        placed = Photo.objects.filter(pk__in=wanted) if wanted else ()
        return {
            str(photo.pk): {
                "thumbnail": pictures.plain_url(photo),
                "credit": photo.credit,
                "caption": words(photo, "caption", self.language),
                "alt": words(photo, "alt", self.language),
            }
            for photo in placed
        }
