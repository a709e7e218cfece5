"""What giving keeps in the database, one file a subject."""

from donations.models.attribution import Slot
from donations.models.campaign import Ask, Campaign
from donations.models.donation import Donation
from donations.models.donor import Donor
from donations.models.ledger import LedgerEntry, Takings
from donations.models.outbox import OutboxEmail
from donations.models.pledge import Pledge
from donations.models.webhook import WebhookEvent

__all__ = [
    "Ask",
    "Campaign",
    "Donation",
    "Donor",
    "LedgerEntry",
    "OutboxEmail",
    "Pledge",
    "Slot",
    "Takings",
    "WebhookEvent",
]
