"""How much each address, network, e-mail, form and the whole site may do; each limit is a setting."""

from ipaddress import ip_network

from django.conf import settings
from django.http import HttpRequest

from newsroom import throttle

# Where many donors share one mailbox name: letters and dots that their mail service overlooks.
OVERLOOKS_DOTS = {"gmail.com", "googlemail.com"}

# Addresses of machines behind our own door.
OUR_OWN = [
    ip_network(each)
    for each in ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "0.0.0.0/32", "::/64", "fc00::/7")
]


def mailbox(email: str) -> str:
    """Name the mailbox behind an address: without what many services overlook after a plus."""
    name, _, domain = email.lower().rpartition("@")
    name = name.partition("+")[0]
    return f"{name.replace('.', '') if domain in OVERLOOKS_DOTS else name}@{domain}"


def allow_form(mark: str) -> bool:
    """Count one sending of this form."""
    return _within("form", mark)


def allow_card(request: HttpRequest, email: str) -> bool:
    """Count one gift that would go straight to a provider."""
    return all(
        [
            is_crowd(request) or _within("address", throttle.subscriber(request)),
            _within("network", throttle.network(request)),
            _within("email", mailbox(email)),
            _within("site", "all"),
        ]
    )


def allow_mail(request: HttpRequest, email: str, *, is_proven: bool) -> bool:
    """Count one confirmation asked for by mail, more strictly of those who have proved no work."""
    if not _within("mail_email", mailbox(email)):
        return False
    if not is_proven:
        return _allow_unproven(request)
    is_allowed = is_crowd(request) or _within("mail_address", throttle.subscriber(request))
    return is_allowed and _within("mail_network", throttle.network(request))


def _allow_unproven(request: HttpRequest) -> bool:
    """While very many ask, each line into the net has one mail an hour: one sender of thousands shuts nobody out."""
    line = throttle.subscriber(request)
    is_busy = not _within("unproven_site", "all")
    number = throttle.counted("guard-unproven", line, throttle.HOUR)
    return number == 1 if is_busy else is_crowd(request) or _within("unproven_address", line)


def allow_confirmed(email: str) -> bool:
    """Count one gift that goes to a provider because its donor opened the mail."""
    return _within("confirmed", mailbox(email))


def allow_transfer(request: HttpRequest, email: str) -> bool:
    """Count one bank transfer: it calls nobody, but sends a mail to the address that was typed."""
    return all([_within("transfer_email", mailbox(email)), _within("transfer_network", throttle.network(request))])


def allow_again(gift: str) -> bool:
    """Count one more question to a provider about the same gift."""
    return _within("again", gift)


def is_crowd(request: HttpRequest) -> bool:
    """Say whether the address tells nothing: over the onion service, or from an unnamed proxy, all share one."""
    line = ip_network(throttle.subscriber(request))
    return any(line.version == each.version and line.subnet_of(each) for each in OUR_OWN)  # type: ignore[arg-type]


def _within(name: str, who: str) -> bool:
    return throttle.within(f"guard-{name}", who, throttle.rates(settings.GUARD_LIMITS[name]))
