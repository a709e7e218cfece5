"""The desk's page for the people whom stories name."""

from django.contrib import admin

from articles.admin.bilingual import pair
from articles.admin.merging import MergesDoubles
from articles.admin.place_admin import PlaceAdmin
from articles.models import Contributor


@admin.register(Contributor)
class ContributorAdmin(MergesDoubles, PlaceAdmin):
    """Contributors. A name may be a pen name; nothing here leads to the person behind it."""

    actions = ["merge"]
    list_display = ["__str__", "arabic", "english"]
    fieldsets = [
        (None, {"classes": ["bilingual"], "fields": [pair("name"), pair("slug"), pair("bio")]}),
        (None, {"fields": ["portrait"]}),
    ]
