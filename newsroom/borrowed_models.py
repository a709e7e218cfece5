"""Names for the models of libraries whose own are in English only, so that the desk speaks of them in both languages.

The names are set on the running classes: migrations see nothing of it, since Django keeps the declared ones apart.
"""

from django.apps import apps
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# Model: its name, the name of many, and the names of its fields.
NAMES = {
    "django_ox.OxTask": (
        _("background task"),
        _("background tasks"),
        {
            "id": _("number"),
            "task_path": _("what is done"),
            "args": _("arguments"),
            "kwargs": _("named arguments"),
            "queue_name": _("queue"),
            "priority": _("priority"),
            "takes_context": _("takes its context"),
            "backend_name": _("backend"),
            "status": _("status"),
            "run_after": _("not before"),
            "attempts": _("attempts"),
            "max_attempts": _("attempts at most"),
            "return_value": _("result"),
            "worker_ids": _("workers"),
            "enqueued_at": _("queued"),
            "started_at": _("started"),
            "last_attempted_at": _("last attempt"),
            "finished_at": _("finished"),
            "locked_by": _("held by"),
            "locked_at": _("held since"),
            "lease_expires_at": _("held until"),
            "lease_epoch": _("number of the hold"),
        },
    ),
    "django_ox.OxSchedule": (_("repeated task"), _("repeated tasks"), {}),
    "django_ox.OxScheduleChange": (_("change of a repeated task"), _("changes of repeated tasks"), {}),
    "django_ox.OxScheduleTick": (_("run of a repeated task"), _("runs of repeated tasks"), {}),
    "mfa.Authenticator": (_("second factor"), _("second factors"), {}),
    "usersessions.UserSession": (_("session"), _("sessions"), {}),
}

# In English as the library has them: another word would look to it like a migration that is missing.
STATUSES = {
    "READY": pgettext_lazy("task", "Ready"),
    "RUNNING": pgettext_lazy("task", "Running"),
    "FAILED": pgettext_lazy("task", "Failed"),
    "SUCCESSFUL": pgettext_lazy("task", "Successful"),
    "LOST": pgettext_lazy("task", "Lost"),
    "DISCARDED": pgettext_lazy("task", "Discarded"),
    "WAITING": pgettext_lazy("task", "Waiting"),
}


def name_them() -> None:
    """Give the models, their fields and the states of a task their names."""
    for model_name, (one, many, fields) in NAMES.items():
        model = apps.get_model(model_name)
        model._meta.verbose_name, model._meta.verbose_name_plural = one, many
        for field_name, name in fields.items():
            model._meta.get_field(field_name).verbose_name = name
    status = apps.get_model("django_ox.OxTask")._meta.get_field("status")
    status.choices = [(value, STATUSES.get(value, label)) for value, label in status.choices or ()]
