"""The addresses of giving."""

app_name = "donations"

urlpatterns: list = []
