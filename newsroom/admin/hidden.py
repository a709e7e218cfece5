"""Rows of the door that are nobody's to look at or change by hand: secrets of second factors, sessions, addresses."""

from allauth.account import admin as account_admin  # noqa: F401 - imported so that it has registered its models
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa import admin as mfa_admin  # noqa: F401
from allauth.mfa.models import Authenticator
from allauth.usersessions import admin as sessions_admin  # noqa: F401
from allauth.usersessions.models import UserSession
from django.contrib import admin

for model in (EmailAddress, EmailConfirmation, Authenticator, UserSession):
    if admin.site.is_registered(model):
        admin.site.unregister(model)
