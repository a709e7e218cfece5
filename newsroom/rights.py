"""Who may give which rights away: nobody more than they have themselves."""

from django.contrib.auth.models import Group, Permission
from django.db.models import Q, QuerySet

from newsroom.models import User


def rights_of(account: User) -> set[int]:
    """Give the permissions of an account, by number, counted even while the account is closed."""
    given = Q(user=account) | Q(group__user=account)
    return set(Permission.objects.filter(given).values_list("pk", flat=True))


def may_manage(actor: User, account: User) -> bool:
    """Say whether one may change another's account: not a superuser's, nor one with rights that the actor lacks.

    Whoever may set the password of an account can become its owner, so this is asked before any change.
    """
    if actor.is_superuser:
        return True
    return not account.is_superuser and rights_of(account) <= rights_of(actor)


def grantable(actor: User) -> QuerySet[Group]:
    """Give the groups that one may put others in."""
    groups = Group.objects.order_by("name")
    if actor.is_superuser:
        return groups
    return groups.exclude(permissions__in=Permission.objects.exclude(pk__in=rights_of(actor)))


def in_words(account: User) -> dict[str, str]:
    """Describe what an account may do, for the audit list."""
    marks = [name for name in ("is_active", "is_staff", "is_superuser") if getattr(account, name)]
    groups = account.groups.order_by("name").values_list("name", flat=True)
    extra = account.user_permissions.order_by("content_type__app_label", "codename")
    permissions = [f"{each.content_type.app_label}.{each.codename}" for each in extra.select_related("content_type")]
    return {"marks": ", ".join(marks), "groups": ", ".join(groups), "permissions": ", ".join(permissions)}
