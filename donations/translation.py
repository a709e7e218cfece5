"""Which words of a campaign exist in both languages."""

from modeltranslation.translator import TranslationOptions, register

from donations.models import Campaign


@register(Campaign)
class CampaignWords(TranslationOptions):
    """A campaign's words."""

    fields = ("title", "appeal", "price_line", "button", "page_text", "thanks_text")
