"""`{% picture photo use="lead" alt=... eager=True %}` in a template."""

from django import template

from articles import pictures

register = template.Library()
register.simple_tag(pictures.picture, name="picture")
register.simple_tag(pictures.thumbnail_url, name="thumbnail_url")
register.simple_tag(pictures.plain_url, name="plain_url")
