"""Campaigns, donors, gifts and the ledger."""
