"""What giving keeps in the database, one file a subject."""

from donations.models.agreed import AgreedAmount
from donations.models.alarm import Alarm
from donations.models.attribution import Slot
from donations.models.bank import BankTransaction, Statement, StatementLayout
from donations.models.campaign import Ask, Campaign
from donations.models.donation import Donation
from donations.models.donor import Customer, Donor, DonorNote
from donations.models.entity import LegalEntity
from donations.models.held import HeldGift
from donations.models.ledger import LedgerEntry, Overview, Takings
from donations.models.link_way import LinkClicks, LinkWay
from donations.models.look import Look
from donations.models.manage_link import ManageLink
from donations.models.outbox import OutboxEmail
from donations.models.pause import Pause
from donations.models.payout import Payout, PayoutLine
from donations.models.pledge import Pledge
from donations.models.receipt_counter import ReceiptCounter
from donations.models.returns import Dispute, Refund
from donations.models.sandbox import PretendNews
from donations.models.sums import SumsFile
from donations.models.wall import WallName
from donations.models.webhook import WebhookEvent

__all__ = [
    "AgreedAmount",
    "Alarm",
    "Ask",
    "BankTransaction",
    "Campaign",
    "Customer",
    "Dispute",
    "Donation",
    "Donor",
    "DonorNote",
    "HeldGift",
    "LedgerEntry",
    "LegalEntity",
    "LinkClicks",
    "LinkWay",
    "Look",
    "ManageLink",
    "OutboxEmail",
    "Overview",
    "Pause",
    "Payout",
    "PayoutLine",
    "Pledge",
    "PretendNews",
    "ReceiptCounter",
    "Refund",
    "Slot",
    "Statement",
    "StatementLayout",
    "SumsFile",
    "Takings",
    "WallName",
    "WebhookEvent",
]
