"""Ways by which gifts come outside of this site and are entered by hand: cash, cheques, grants."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# By the name that stands in the books. Ways elsewhere (LinkWay) stand there by their own codes.
PAPER: dict[str, Promise] = {"cash": _("Cash"), "cheque": _("Cheque"), "grant": _("Grant")}
