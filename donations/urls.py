"""The addresses of giving."""

from django.urls import path

from donations import webhooks
from donations.views import sandbox, support, thanks

app_name = "donations"

urlpatterns = [
    path("<language:language>/support/", support.support, name="support"),
    path("<language:language>/support/thanks/<uuid:gift>/", thanks.thanks, name="thanks"),
    path("<language:language>/support/sandbox/<uuid:gift>/", sandbox.payment_page, name="sandbox"),
    path("webhooks/<slug:provider>/", webhooks.door, name="webhook"),
]
