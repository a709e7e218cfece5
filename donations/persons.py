"""What a provider's message says of a person: left out before it is stored, because our books need none of it."""

from typing import Any

PERSONAL = frozenset(
    {
        "address",
        "address_line1_check",
        "billing_address",
        "billing_details",
        "collected_information",
        "custom_fields",
        "customer_address",
        "customer_details",
        "customer_email",
        "customer_name",
        "customer_phone",
        "customer_shipping",
        "customer_tax_ids",
        "description",
        "email",
        "fingerprint",
        "individual_name",
        "ip_address",
        "last4",
        "name",
        "owner",
        "payer",
        "payer_email",
        "payer_name",
        "phone",
        "receipt_email",
        "receipt_url",
        "shipping",
        "shipping_address",
        "statement_descriptor_suffix",
        "user_agent",
    }
)


def without_persons(payload: Any) -> Any:
    """Give a message whose personal fields are empty, however deep they lie."""
    if isinstance(payload, dict):
        return {key: None if key in PERSONAL else without_persons(value) for key, value in payload.items()}
    if isinstance(payload, list):
        return [without_persons(each) for each in payload]
    return payload
