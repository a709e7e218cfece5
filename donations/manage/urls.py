"""The addresses of a donor's visit to their gifts; the cookie of the visit goes to these alone."""

from django.urls import path

from donations.views.manage import door, person, pledge, statement

urlpatterns = [
    path("", door.manage, name="manage"),
    path("sent/", door.sent, name="manage_sent"),
    path("open/<slug:token>/", door.open_link, name="manage_open"),
    path("back/", door.back, name="manage_back"),
    path("leave/", door.leave, name="manage_leave"),
    path("left/", door.left, name="manage_left"),
    path("erased/", door.erased, name="manage_erased"),
    path("about/", person.about, name="manage_about"),
    path("data/", person.data, name="manage_data"),
    path("my-gifts.json", person.data_file, name="manage_file"),
    path("statement/", statement.statement, name="statement"),
    path("erase/", person.erase, name="manage_erase"),
    path("<uuid:pledge>/amount/", pledge.amount, name="manage_amount"),
    path("<uuid:pledge>/card/", pledge.card, name="manage_card"),
    path("<uuid:pledge>/pause/", pledge.pause, name="manage_pause"),
    path("<uuid:pledge>/resume/", pledge.resume, name="manage_resume"),
    path("<uuid:pledge>/end/", pledge.end, name="manage_end"),
]
