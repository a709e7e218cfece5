"""The addresses of the paper."""

from django.urls import path

from articles.views import reading

app_name = "articles"

urlpatterns = [
    path("<language:language>/", reading.home, name="home"),
    path("<language:language>/section/<str:slug>/", reading.section, name="section"),
    path("<language:language>/topic/<str:slug>/", reading.topic, name="topic"),
    path("<language:language>/by/<str:slug>/", reading.contributor, name="contributor"),
    path("<language:language>/article/<int:pk>/<str:slug>/", reading.article, name="article"),
    path("a/<int:pk>/", reading.short_link, name="short_link"),
]
