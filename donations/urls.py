"""The addresses of giving."""

from django.urls import include, path

from donations import webhooks
from donations.views import card, confirm, receipt, sandbox, support, thanks, ways

app_name = "donations"

urlpatterns = [
    path("<language:language>/support/", support.support, name="support"),
    path("<language:language>/support/thanks/<uuid:gift>/", thanks.thanks, name="thanks"),
    path("<language:language>/support/sandbox/<uuid:gift>/", sandbox.payment_page, name="sandbox"),
    path("<language:language>/support/card/<uuid:gift>/", card.card, name="card"),
    path("<language:language>/support/pay/<uuid:gift>/", card.pay, name="pay"),
    path("<language:language>/support/asked/", confirm.asked, name="asked"),
    path("<language:language>/support/confirm/<str:key>/", confirm.confirm, name="confirm"),
    path("<language:language>/support/elsewhere/<slug:code>/", ways.go_elsewhere, name="elsewhere"),
    path("<language:language>/support/receipt/<str:key>/", receipt.receipt, name="receipt"),
    path("support/challenge", confirm.challenge, name="challenge"),
    path("<language:language>/support/sandbox/card/<str:key>/", sandbox.card_page, name="sandbox_card"),
    path("<language:language>/support/manage/", include("donations.manage.urls")),
    path("webhooks/<slug:provider>/", webhooks.door, name="webhook"),
]
