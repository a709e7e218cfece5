"""The desk's pages for sections and topics."""

from django.contrib import admin

from articles.admin.bilingual import pair
from articles.admin.merging import MergesDoubles
from articles.admin.place_admin import PlaceAdmin
from articles.models import Section, Topic


@admin.register(Section)
class SectionAdmin(PlaceAdmin):
    """Sections, in the order of the site's menu."""

    list_display = ["__str__", "arabic", "english", "position"]
    list_editable = ["position"]
    fieldsets = [
        (None, {"classes": ["bilingual"], "fields": [pair("name"), pair("slug"), pair("description")]}),
        (None, {"fields": ["position"]}),
    ]


@admin.register(Topic)
class TopicAdmin(MergesDoubles, PlaceAdmin):
    """Topics, places among them."""

    actions = ["merge"]
    list_display = ["__str__", "arabic", "english", "kind"]
    list_filter = ["kind"]
    fieldsets = [
        (None, {"classes": ["bilingual"], "fields": [pair("name"), pair("slug"), pair("description")]}),
        (None, {"fields": ["kind"]}),
    ]
