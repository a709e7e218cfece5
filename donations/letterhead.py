"""What stands on the papers of the body in law that takes a gift: its name, its address, and its word on taxes."""

from dataclasses import dataclass

from donations.models import Campaign, LegalEntity
from newsroom import identity


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head and the foot of a paper, line by line, as they were written; not isolated yet."""

    name: str
    lines: list[str]
    is_tax_receipt: bool
    tax_lines: list[str]


def taker(campaign: Campaign) -> LegalEntity | None:
    """Name who takes the gifts of a campaign; None where the paper has written down no entity."""
    return campaign.entity or LegalEntity.objects.filter(is_default=True).first()


def of(entity: LegalEntity | None, language: str) -> Letterhead:
    """Write the letterhead of an entity, or of the paper where there is none."""
    if entity is None:
        return Letterhead(identity.name(language), [], is_tax_receipt=False, tax_lines=[])
    lines = [*entity.said("address", language).splitlines(), entity.registration]
    return Letterhead(
        name=entity.said("name", language),
        lines=[line.strip() for line in lines if line.strip()],
        is_tax_receipt=entity.issues_tax_receipts,
        tax_lines=entity.said("tax_words", language).splitlines(),
    )
