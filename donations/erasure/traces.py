"""What other tables say of a donor: messages of providers, the staff's acts, the desk's history, the task queue.

A name may be any word, so it is looked for only in rows that are the donor's own by their numbers, and in texts that
nothing but people read: somebody who called themselves "paid" must not take that word out of other people's payments.
"""

import json

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django_ox.models import OxTask

from donations.erasure.rows import Person
from donations.models import Donation, Donor, OutboxEmail, Pledge, WebhookEvent
from donations.persons import without_persons
from newsroom import audit
from newsroom.blotting import Blotter


def blot(who: Person) -> None:
    """Take a donor's name, address and words out of everything that tells of them."""
    _messages(who)
    _acts(who)
    _tasks(who)


def messages(who: Person) -> QuerySet[WebhookEvent]:
    """Find the messages of providers that are about a donor: by the numbers of their gifts, or by address."""
    texts = WebhookEvent.objects.alias(text=Cast("payload", TextField()))
    return texts.filter(_any("text", [*who.keys, *who.addresses]))


def _messages(who: Person) -> None:
    """Empty the personal fields of the messages about the donor, and take the donor out of what broke on the way."""
    for event in messages(who):
        event.payload = who.blotter.blotted(without_persons(event.payload))
        event.details = who.blotter.blotted(event.details)
        event.save(update_fields=["payload", "details"])
    for event in WebhookEvent.objects.filter(_any("error", who.blotter.words)):
        event.error = who.blotter.blotted(event.error)
        event.save(update_fields=["error"])


def _acts(who: Person) -> None:
    on = {Donor: who.donors, Donation: who.gifts, Pledge: who.pledges, OutboxEmail: who.letters}
    audit.forget(who.blotter, on={model._meta.label_lower: numbers for model, numbers in on.items()})
    for model, numbers in on.items():
        kind = ContentType.objects.get_for_model(model)
        for entry in LogEntry.objects.filter(content_type=kind, object_id__in=[str(number) for number in numbers]):
            entry.object_repr = who.blotter.blotted(entry.object_repr)
            entry.change_message = who.blotter.blotted(entry.change_message)
            entry.save(update_fields=["object_repr", "change_message"])


def _tasks(who: Person) -> None:
    """Take the donor out of the queue: addresses out of what tasks are told, names out of what they said."""
    texts = OxTask.objects.alias(
        told=Concat(Cast("args", TextField()), Cast("kwargs", TextField())),
        said=Concat(
            Cast("errors", TextField()),
            Coalesce(Cast("return_value", TextField()), Value("", output_field=TextField())),
        ),
    )
    addresses = Blotter(who.addresses)
    for row in texts.filter(_any("told", who.addresses)):
        row.args, row.kwargs = addresses.blotted(row.args), addresses.blotted(row.kwargs)
        row.save(update_fields=["args", "kwargs"])
    for row in texts.filter(_any("said", who.blotter.words)):
        row.errors, row.return_value = who.blotter.blotted(row.errors), who.blotter.blotted(row.return_value)
        row.save(update_fields=["errors", "return_value"])


def _any(column: str, words: list[str]) -> Q:
    """Find rows that hold one of these words, also as JSON writes it; never a row where there are no words."""
    found = Q(pk__in=[])
    for word in {*words, *(json.dumps(word, ensure_ascii=False)[1:-1] for word in words)}:
        found |= Q(**{f"{column}__icontains": word})
    return found
