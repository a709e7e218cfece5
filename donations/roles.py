"""Who may do what with gifts. Donors can be at risk for giving: only finance sees them; editors see sums."""

CAMPAIGNS_AND_SUMS = [
    "donations.add_campaign",
    "donations.change_campaign",
    "donations.view_campaign",
    "donations.add_ask",
    "donations.change_ask",
    "donations.delete_ask",
    "donations.view_ask",
    "donations.view_takings",
]

ROLES: dict[str, list[str]] = {
    "editor": CAMPAIGNS_AND_SUMS,
    "chief_editor": CAMPAIGNS_AND_SUMS,
    "finance": [
        "donations.view_campaign",
        "donations.view_ask",
        "donations.view_takings",
        "donations.view_donor",
        "donations.view_donation",
        "donations.view_pledge",
        "donations.view_ledgerentry",
        "donations.view_webhookevent",
        "donations.view_outboxemail",
        "donations.receive_transfer",
        "donations.retry_webhookevent",
    ],
}
