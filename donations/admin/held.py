"""Held gifts on the desk: finance looks at each, and lets it go on or refuses it. Nothing of it was charged yet."""

from collections.abc import Callable

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.admin.searching import WithoutNul
from donations import money
from donations.admin.filters import ByCurrency
from donations.admin.looks import ShowsDonors
from donations.admin.row_acts import ActsOnRow
from donations.admin.ways import ShowsWay
from donations.guard import keeping
from donations.models import HeldGift
from newsroom.identity import language
from newsroom.read_only import ReadOnly
from newsroom.staff import acting

Answer = TemplateResponse | None


@admin.register(HeldGift)
class HeldGiftAdmin(ShowsDonors, WithoutNul, ShowsWay, ActsOnRow, ReadOnly, admin.ModelAdmin):
    """Gifts that wait for somebody of the desk, the oldest first."""

    list_display = ["held_at", "amount", "interval", "held_reason", "way", "donor_email"]
    list_filter = ["held_reason", ("currency", ByCurrency), "held_at"]
    list_select_related = ["donor"]
    search_fields = ["uuid", "donor__email", "donor_name"]
    fields = ["uuid", "amount", "interval", "held_reason", "held_at", "way", "donor", "donor_email", "donor_name"]
    readonly_fields = ["amount", "way", "donor_email"]
    actions = ["let_go", "refuse"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[HeldGift]:
        """Keep those that somebody here must decide about; what waits for its donor is no work of ours."""
        return HeldGift.objects.waiting_for_us()

    @admin.display(description=_("amount"), ordering="amount_minor")
    def amount(self, gift: HeldGift) -> SafeString:
        """Show the amount that the donor chose."""
        return money.as_html(gift.amount_minor, gift.currency, language())

    @admin.display(description=_("e-mail"), ordering="donor__email")
    def donor_email(self, gift: HeldGift) -> str:
        """Show the donor's address."""
        return gift.donor.email or "–"

    def has_release_permission(self, request: HttpRequest) -> bool:
        """Say whether this member of staff decides about held gifts."""
        return request.user.has_perm("donations.release_donation")

    @admin.action(description=_("Let go on: mail the donor a link to the payment"), permissions=["release"])
    def let_go(self, request: HttpRequest, gifts: QuerySet[HeldGift]) -> Answer:
        """Let the gifts go on, after asking once more."""
        if "sure" not in request.POST:
            return self._ask(request, gifts, _("Let these gifts go on?"))
        done = self._decide(request, gifts, keeping.release)
        text = ngettext("%(count)s donor is mailed a link.", "%(count)s donors are mailed a link.", done)
        messages.success(request, text % {"count": done})
        return None

    @admin.action(description=_("Refuse: nothing is charged, and the donor is told"), permissions=["release"])
    def refuse(self, request: HttpRequest, gifts: QuerySet[HeldGift]) -> Answer:
        """Refuse the gifts, after asking once more."""
        if "sure" not in request.POST:
            return self._ask(request, gifts, _("Refuse these gifts?"))
        done = self._decide(request, gifts, keeping.refuse)
        text = ngettext("%(count)s gift was refused.", "%(count)s gifts were refused.", done)
        messages.success(request, text % {"count": done})
        return None

    def _decide(self, request: HttpRequest, gifts: QuerySet[HeldGift], act: Callable[..., None]) -> int:
        """Do it to each gift and give how many; a colleague may have been faster."""
        done = 0
        for gift in gifts:
            try:
                act(gift, by=acting(request))
            except keeping.NotHeld:
                messages.warning(request, _("Gift %(gift)s was decided about before.") % {"gift": gift})
            else:
                done += 1
        return done

    def _ask(self, request: HttpRequest, gifts: QuerySet[HeldGift], question: Promise) -> TemplateResponse:
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": question,
            "rows": list(gifts.select_related("donor")),
            "action_name": request.POST["action"],
        }
        return TemplateResponse(request, "admin/donations/held.html", context)
