"""Which words of a campaign exist in both languages."""

from modeltranslation.translator import TranslationOptions, register

from donations.models import Campaign, LegalEntity, LinkWay


@register(Campaign)
class CampaignWords(TranslationOptions):
    """A campaign's words."""

    fields = ("title", "appeal", "price_line", "button", "page_text", "thanks_text")


@register(LegalEntity)
class EntityWords(TranslationOptions):
    """What stands on receipts and statements in the language of the donor."""

    fields = ("name", "address", "tax_words")


@register(LinkWay)
class LinkWayWords(TranslationOptions):
    """What donors read of a way of giving elsewhere."""

    fields = ("name", "note")
