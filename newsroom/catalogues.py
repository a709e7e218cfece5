"""The interface's words in both languages: kept, checked and compiled.

`update` reads every marked string out of the sources (with GNU gettext) and brings the catalogues of `locale/` in
line; English, the language of the sources, is filled in by itself. `check` tells what is missing, fuzzy, untranslated
or stale. `compile` needs no gettext: Babel writes the .mo files. Run as `python -m newsroom.catalogues <act>`.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from newsroom.arabic import plurals

BASE_DIR = Path(__file__).resolve().parent.parent
LOCALE_DIR = BASE_DIR / "locale"
LANGUAGES = ("ar", "en")
SOURCE_LANGUAGE = "en"
DOMAINS = ("django", "djangojs")
SOURCES = ("newsroom", "articles", "donations", "templates", "static")

PLURAL_RULES = {"ar": plurals.RULE}

# Header lines that would change with every run and tell nothing.
_DATES_AND_NAMES = re.compile(
    rb'^"(POT-Creation-Date|PO-Revision-Date|Report-Msgid-Bugs-To|Last-Translator|Language-Team|Generated-By): .*\n',
    re.M,
)

_HOLE = re.compile(r"%\(\w+\)[sdi]|%[sd]|\{\w*\}")


def compile_all() -> None:
    """Write the .mo file of every catalogue whose words are newer."""
    for source in sorted(LOCALE_DIR.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            unfinished = target.with_suffix(".mo.unfinished")
            with unfinished.open("wb") as file:
                write_mo(file, read(source, source.parent.parent.name))
            unfinished.replace(target)


def update_all() -> None:
    """Bring every catalogue in line with the sources: new strings in, dead ones out, English filled in."""
    for domain, template in _extracted().items():
        for language in LANGUAGES:
            path = path_of(language, domain)
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path, _updated(path, language, template))


def faults() -> list[str]:
    """List, one line each, what keeps the catalogues from being complete and current."""
    found = []
    for domain, template in _extracted().items():
        for language in LANGUAGES:
            path = path_of(language, domain)
            name = path.relative_to(BASE_DIR)
            if not path.exists():
                found.append(f"{name}: missing ({len(list(messages(template)))} strings); run `make messages`")
                continue
            kept = read(path, language)
            found += [f"{name}: {fault}" for fault in (*_staleness(kept, template), *gaps(kept))]
    return found


def gaps(catalogue: Catalog) -> Iterator[str]:
    """Tell which strings of one catalogue are fuzzy or not (wholly) translated."""
    for message in messages(catalogue):
        forms = message.string if isinstance(message.string, (list, tuple)) else [message.string]
        wanted = catalogue.num_plurals if message.pluralizable else 1
        if message.fuzzy:
            yield f"fuzzy: {first(message)!r}"
        elif len(forms) != wanted or not all(forms):
            yield f"untranslated: {first(message)!r}"
        elif not _holds_what_it_must(message, [form or "" for form in forms]):
            yield f"lost or unknown hole: {first(message)!r}"


def _holds_what_it_must(message: Message, forms: Sequence[str]) -> bool:
    """Tell whether a translation has the holes of its source, no other, and every form that counts has them all.

    The last form of a plural is the one for most numbers; a form that says its number in words leaves that hole out.
    """
    sources = [message.id] if isinstance(message.id, str) else message.id
    known = holes(sources[-1])
    counting = forms if len(forms) == 1 else forms[len(plurals.SAY_THE_NUMBER) :]
    return all(holes(form) <= known for form in forms) and all(holes(form) == known for form in counting)


def holes(sentence: str) -> set[str]:
    """Name the holes of a sentence: "%(count)d" and "{name}" by their names, bare ones by their signs."""
    return set(_HOLE.findall(sentence))


def _staleness(kept: Catalog, template: Catalog) -> Iterator[str]:
    here, there = ({_key(message): message for message in messages(one)} for one in (kept, template))
    for key in there.keys() - here.keys():
        yield f"lacks {first(there[key])!r}; run `make messages`"
    for key in here.keys() - there.keys():
        yield f"keeps a string that no source has: {first(here[key])!r}; run `make messages`"


def _updated(path: Path, language: str, template: Catalog) -> Catalog:
    catalogue = read(path, language) if path.exists() else _new(language)
    catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
    for message in messages(catalogue):
        if language == SOURCE_LANGUAGE:
            message.string = message.id
            message.flags.discard("fuzzy")
    return catalogue


def _new(language: str) -> Catalog:
    catalogue = Catalog(
        locale=language,
        project="newsroom",
        header_comment=f"# The newsroom's interface, {language}. Kept by `make messages`.",
        fuzzy=False,
    )
    if language in PLURAL_RULES:
        catalogue.mime_headers = [("Plural-Forms", PLURAL_RULES[language])]
    return catalogue


def _extracted() -> dict[str, Catalog]:
    """Read the marked strings of the sources, from a copy, so that nothing here is touched."""
    if shutil.which("xgettext") is None:
        sys.exit("GNU gettext is missing (Debian: apt-get install gettext); it reads the strings out of the sources.")
    found = {}
    with tempfile.TemporaryDirectory() as copy:
        for source in SOURCES:
            if (BASE_DIR / source).exists():
                shutil.copytree(BASE_DIR / source, Path(copy, source), ignore=shutil.ignore_patterns("__pycache__"))
        Path(copy, "locale").mkdir()
        for domain in DOMAINS:
            _makemessages(Path(copy), domain)
            template = Path(copy, "locale", f"{domain}.pot")
            if template.exists():
                # xgettext leaves the plural rule open; a template needs any.
                filled = template.read_bytes().replace(
                    b"nplurals=INTEGER; plural=EXPRESSION", b"nplurals=2; plural=n!=1"
                )
                found[domain] = read_po(BytesIO(filled))
    return found


def _makemessages(folder: Path, domain: str) -> None:
    program = "from django.core.management import execute_from_command_line as run; import sys; run(sys.argv)"
    options = ["--locale", "en", "--domain", domain, "--keep-pot", "--add-location", "file", "--verbosity", "0"]
    environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(  # noqa: S603 - Django's own command
        [sys.executable, "-c", program, "makemessages", *options],
        cwd=folder,
        env=environment,
        text=True,
        capture_output=True,
        check=False,
    )
    if done.returncode != 0:
        sys.exit(f"makemessages failed: {done.stderr.strip()}")


def read(path: Path, language: str) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _write(path: Path, catalogue: Catalog) -> None:
    words = BytesIO()
    write_po(words, catalogue, width=110, ignore_obsolete=True, include_lineno=False, sort_output=True)
    unfinished = path.with_suffix(".po.unfinished")
    unfinished.write_bytes(_DATES_AND_NAMES.sub(b"", words.getvalue()))
    unfinished.replace(path)


def path_of(language: str, domain: str) -> Path:
    return LOCALE_DIR / language / "LC_MESSAGES" / f"{domain}.po"


def messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def _key(message: Message) -> tuple[str | None, str]:
    return message.context, first(message)


def first(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def main(act: str) -> int:
    """Do one act; give the exit status."""
    if act == "compile":
        compile_all()
    elif act == "update":
        update_all()
    elif act == "check":
        found = faults()
        sys.stderr.writelines(f"{fault}\n" for fault in found)
        return 1 if found else 0
    else:
        sys.exit("usage: python -m newsroom.catalogues update|check|compile")
    return 0


if __name__ == "__main__":
    sys.exit(main(" ".join(sys.argv[1:])))
