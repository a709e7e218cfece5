"""The logins of the demo newsroom, in one place: the loader makes them and the launcher prints them.

Their passwords, and the key of their authenticator app, are known to everybody, so `load_demo` refuses to run in
production. `make code` shows the code of the moment.
"""

from dataclasses import dataclass

from newsroom.entry import codes
from newsroom.models import User
from newsroom.roles import keep_groups

APP_KEY = "RIVERPOSTRIVERPOSTRIVERPOSTRIVER"


@dataclass(frozen=True)
class Login:
    """One member of the demo staff; without a group it is a superuser."""

    username: str
    password: str
    language: str
    group: str | None = None


CHIEF = "chief"
LOGINS = [
    Login("editor", "river-editor", "en", "editor"),
    Login("reporter", "river-reporter", "ar", "reporter"),
    Login("translator", "river-translator", "ar", "translator"),
    Login("photo", "river-photo-desk", "en", "photo_editor"),
    Login("finance", "river-finance", "en", "finance"),
    Login(CHIEF, "river-chief", "en"),
]


def hire() -> int:
    """Make the members of staff that are missing and give their number; an existing one is left as it is."""
    groups = {group.name: group for group in keep_groups()}
    hired = 0
    for login in LOGINS:
        user, is_new = User.objects.get_or_create(
            username=login.username,
            defaults={
                "is_staff": True,
                "is_superuser": login.group is None,
                "interface_language": login.language,
            },
        )
        if is_new:
            user.set_password(login.password)
            user.save(update_fields=["password"])
            if login.group:
                user.groups.add(groups[login.group])
            codes.pair(user, APP_KEY)
            hired += 1
    return hired
