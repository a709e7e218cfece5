"""What the staff did that matters: who, when, what, on what.

Promise: an entry is written in the transaction of its act, so neither is there without the other, and is never
changed afterwards (a trigger of the database refuses that), but for one thing: the name of a person outside the staff
who was erased is taken out of its words. Passwords, codes and keys are never among the details.
"""

from collections.abc import Collection, Mapping

from django.db import connection, transaction
from django.db.models import Model, Q
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from newsroom.blotting import Blotter
from newsroom.models import AuditEntry, User

LONGEST_TEXT = 300

# Acts are stored under codes; people read these words. Every code in the product has its line here.
ACTS = {
    "publish": pgettext_lazy("act", "Published"),
    "publish_changes": _("Published changes"),
    "schedule": pgettext_lazy("act", "Scheduled"),
    "withdraw": _("Withdrew"),
    "discard": _("Discarded changes"),
    "restore": _("Restored an earlier state"),
    "delete": _("Deleted"),
    "merge": _("Merged"),
    "correct": _("Corrected"),
    "embargo": _("Set an embargo"),
    "lift_embargo": _("Lifted an embargo"),
    "share": _("Shared a preview"),
    "replace_file": _("Replaced a file"),
    "front": _("Changed a front page"),
    "breaking": _("Changed the breaking news"),
    "export": _("Exported"),
    "look": _("Looked at donors"),
    "search": _("Searched among donors"),
    "give_story": _("Gave a story to somebody"),
    "assign": _("Assigned a translation"),
    "transfer": _("Recorded a bank transfer"),
    "ask_refund": _("Asked a second person for a refund"),
    "refund": _("Paid a gift back"),
    "approve_refund": _("Approved a refund"),
    "refuse_refund": _("Refused a refund"),
    "cancel_pledge": _("Ended a pledge"),
    "pause_pledge": _("Paused a pledge"),
    "resume_pledge": _("Resumed a pledge"),
    "change_pledge": _("Changed the amount of a pledge"),
    "resend": _("Sent a mail again"),
    "import_statement": _("Read a bank statement"),
    "discard_statement": _("Discarded the unbooked lines of a bank statement"),
    "name_columns": _("Named the columns of a bank's table"),
    "book_line": _("Booked a line of a bank statement"),
    "ignore_line": _("Set a line of a bank statement aside"),
    "take_up_line": _("Took up a line of a bank statement again"),
    "retry": _("Sent a payment's message to be processed again"),
    "charge": _("Charged a month of the pretend bank"),
    "campaign": _("Changed a campaign"),
    "entity": _("Changed a legal entity"),
    "wall": _("Decided about a name on the wall"),
    "note": _("Wrote a note on a donor"),
    "erase": _("Erased a donor"),
    "pause_way": _("Paused a way of giving"),
    "open_way": _("Opened a way of giving again"),
    "import_sums": _("Handed in a file of sums"),
    "enter_gift": _("Entered a gift by hand"),
    "take_back": _("Took back a gift that was entered by hand"),
    "link_way": _("Changed a way of giving elsewhere"),
    "settle_alarm": _("Saw to an alarm"),
    "release_gift": _("Let a held gift go on"),
    "refuse_gift": _("Refused a held gift"),
    "login": _("Signed in"),
    "logout": _("Signed out"),
    "login_refused": _("Was refused at the door"),
    "login_limit": _("Tried to sign in too often"),
    "second_factor": _("Changed a second factor"),
    "password": _("Changed a password"),
    "session_end": _("Ended sessions"),
    "add_account": _("Added an account"),
    "permissions": _("Changed what an account may do"),
    "change_account": _("Changed an account"),
    "delete_account": _("Deleted an account"),
    "group": _("Changed a group"),
}


def record(act: str, *, by: User | None, on: Model | type[Model] | str = "", **details: str) -> AuditEntry:
    """Write one act down; call it inside the transaction of the act.

    `by` is None where nobody is known (a refused login); `on` is the row it was done to, or the model of
    the list, or its name in words.
    """
    row = on if isinstance(on, Model) else None
    kind = on._meta if isinstance(on, (Model, type)) else None
    text = str(on._meta.verbose_name_plural or "") if isinstance(on, type) else str(on)
    return AuditEntry.objects.create(
        act=act,
        by_id=by.pk if by else None,
        by_name=_name(by) if by else "",
        on_text=Truncator(_printable(text)).chars(LONGEST_TEXT),
        on_model=kind.label_lower if kind else "",
        on_id=str(row.pk) if row else "",
        details={key: _printable(str(value)) for key, value in details.items()},
    )


@transaction.atomic
def forget(blotter: Blotter, *, on: Mapping[str, Collection[object]]) -> None:
    """Take somebody's name and address out of the entries on these rows: their numbers by "app.model"."""
    about = Q(on_model__in=[])
    for model, numbers in on.items():
        about |= Q(on_model=model, on_id__in=[str(number) for number in numbers])
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL newsroom.forgetting = 'on'")
        for entry in AuditEntry.objects.filter(about):
            kept = entry.on_text, entry.details
            entry.on_text, entry.details = blotter.blotted(entry.on_text), blotter.blotted(entry.details)
            if kept != (entry.on_text, entry.details):
                entry.save(update_fields=["on_text", "details"])
        cursor.execute("SET LOCAL newsroom.forgetting = 'off'")


def name_of(person: User | None) -> str:
    """Name somebody whom an act concerns, for its details; nobody has no name."""
    return _name(person) if person else ""


def words_for(act: str) -> str:
    """Name an act in the active language; one without words is shown by its code."""
    return str(ACTS.get(act, act))


def _name(user: User) -> str:
    full = user.get_full_name()
    return Truncator(f"{full} ({user.username})" if full else user.username).chars(150)


def _printable(text: str) -> str:
    """Leave out NUL, which Postgres cannot hold and a stranger at the login page can send."""
    return text.replace("\x00", "")
