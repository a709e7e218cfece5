"""The house rules, held by tests: directions of imports, money, both directions of writing, no outside hosts."""

import ast
import itertools
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.core.management import call_command
from django.template import engines

from newsroom import catalogues

ROOT = Path(__file__).resolve().parent.parent
APPS = ("newsroom", "articles", "donations")
# newsroom's doors and entry points: they put the apps together, so they may know them.
ENTRY_POINTS = {"newsroom.urls", "newsroom.settings", "newsroom.prepare", "newsroom.server", "newsroom.wsgi"}
# A layer imports only from its own or a lower one.
LAYERS = [
    {"querysets"},
    {"models"},
    {"publishing", "ledger"},
    {"views", "admin", "webhooks", "management"},
    {"urls"},
]
LONGEST_FUNCTION = 50
LONG_FILE = 300
HOSTS_THAT_ARE_NAMES = ("http://www.w3.org/", "https://schema.org", "http://www.sitemaps.org/", "http://purl.org/")


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the product, by dotted name, parsed."""
    found = {}
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
                found[name] = ast.parse(path.read_text(), filename=str(path))
    return found


@cache
def lines_of(*patterns: str) -> list[tuple[str, str]]:
    """Every line of the files under these globs, with its place."""
    found = []
    for pattern in patterns:
        for path in sorted(ROOT.glob(pattern)):
            text = path.read_text(errors="replace") if path.is_file() else ""
            place = path.relative_to(ROOT)
            found += [(f"{place}:{number}", line) for number, line in enumerate(text.splitlines(), 1)]
    return found


def matching(pattern: str, *globs: str) -> list[str]:
    """The lines that a rule forbids."""
    forbidden = re.compile(pattern)
    return [f"{place}: {line.strip()}" for place, line in lines_of(*globs) if forbidden.search(line)]


def statements(tree: ast.AST, *, typing_too: bool = False) -> Iterator[ast.Import | ast.ImportFrom]:
    """Every import of a module; those for the type checker alone count only when asked."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test) and not typing_too:
            continue
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            yield node
        yield from statements(node, typing_too=typing_too)


def imported(name: str) -> set[str]:
    """The modules of the product that one module imports."""
    found = set()
    for statement in statements(modules()[name]):
        if isinstance(statement, ast.Import):
            wanted = [alias.name for alias in statement.names]
        else:
            base = _absolute(name, statement)
            wanted = [f"{base}.{alias.name}" for alias in statement.names] + [base]
        for target in wanted:
            if target in modules():
                found.add(target)
        if isinstance(statement, ast.ImportFrom) and all(f"{base}.{a.name}" in modules() for a in statement.names):
            found.discard(base)
    return found - {name}


def _absolute(name: str, statement: ast.ImportFrom) -> str:
    if not statement.level:
        return statement.module or ""
    package = name.split(".")
    if (ROOT / Path(*package)).is_dir():
        package.append("")
    return ".".join([*package[: -statement.level], *filter(None, [statement.module])])


def layer(name: str) -> int | None:
    part = name.split(".")[1] if "." in name else ""
    return next((number for number, parts in enumerate(LAYERS) if part in parts), None)


# --- Imports ----------------------------------------------------------------------------------------------


def test_imports_have_no_cycles():
    graph = {name: imported(name) for name in modules()}
    rest = dict(graph)

    while free := [name for name, targets in rest.items() if not targets & rest.keys()]:
        for name in free:
            del rest[name]

    knots = {name: sorted(targets & rest.keys()) for name, targets in rest.items()}
    assert knots == {}


def test_articles_never_import_donations():
    """Requirement 15: the paper stands without them."""
    wrong = {name: [t for t in imported(name) if t.startswith("donations")] for name in modules()}

    assert {name: targets for name, targets in wrong.items() if targets and name.startswith("articles")} == {}


def test_the_frame_imports_no_app():
    leaves = [name for name in modules() if name.startswith("newsroom") and name not in ENTRY_POINTS]

    wrong = {name: [t for t in imported(name) if not t.startswith("newsroom")] for name in leaves}

    assert {name: targets for name, targets in wrong.items() if targets} == {}


def test_imports_point_downward():
    wrong = []
    for name in modules():
        here = layer(name)
        for target in imported(name):
            there = layer(target)
            if here is not None and there is not None and there > here and not name.startswith("newsroom"):
                wrong.append(f"{name} imports {target}")

    assert wrong == []


def test_an_import_inside_a_function_says_why():
    unexplained = []
    for name, tree in modules().items():
        for function in ast.walk(tree):
            if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
                for statement in statements(function):
                    text = "\n".join(_source(name)[statement.lineno - 1 : statement.end_lineno])
                    if "#" not in text:
                        unexplained.append(f"{name}:{statement.lineno}")

    assert unexplained == []


# --- Shape ------------------------------------------------------------------------------------------------


def test_no_module_is_a_drawer_for_everything():
    drawers = {"utils", "helpers", "services", "signals", "common", "misc"}

    assert [name for name in modules() if name.split(".")[-1] in drawers] == []


def test_no_signals():
    assert (
        matching(
            r"django\.(db\.models|core|dispatch)[\w.]* import .*(signal|receiver)",
            *(f"{app}/**/*.py" for app in APPS),
        )
        == []
    )


def test_functions_fit_on_a_screen():
    long = []
    for name, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                length = (node.end_lineno or 0) - node.lineno + 1
                if length > LONGEST_FUNCTION:
                    long.append(f"{name}:{node.lineno} {node.name} has {length} lines")

    assert long == []


def test_files_have_one_subject():
    long = [f"{name} has {len(_source(name))} lines" for name in modules() if len(_source(name)) > LONG_FILE]

    if long:
        pytest.skip(f"LONG FILES, look for the second subject: {'; '.join(long)}")


def test_nothing_is_left_to_do():
    assert matching(r"\b(TODO|FIXME|XXX)\b", *(f"{app}/**/*.py" for app in APPS), "templates/**/*") == []


# --- Money ------------------------------------------------------------------------------------------------


def test_requirement_07_money_is_never_a_float_nor_counted_in_hundreds():
    wrong = [
        f"{name}:{node.lineno} {told}"
        for name, tree in modules().items()
        if name.startswith("donations")
        for node in ast.walk(tree)
        if (told := _unfit_for_money(node))
    ]

    assert wrong == []


def _unfit_for_money(node: ast.AST) -> str:
    """Name what of this code would round money, or take two decimals for granted."""
    if isinstance(node, ast.Name) and node.id in ("float", "round"):
        return node.id
    if isinstance(node, ast.Attribute) and node.attr in ("FloatField", "Avg", "StdDev", "quantize"):
        return node.attr
    if isinstance(node, ast.Constant) and isinstance(node.value, float):
        return str(node.value)
    counts = (ast.Mult, ast.Div, ast.FloorDiv, ast.Mod)
    if isinstance(node, ast.BinOp) and isinstance(node.op, counts) and _is_hundred(node):
        return "a bare hundred or thousand"
    return ""


def test_requirement_07_pages_count_no_money_themselves():
    """Templates and scripts show what `money.py` wrote; neither divides, rounds or adds."""
    in_templates = r"\|\s*(floatformat|add|divisibleby)\b|widthratio"
    in_scripts = r"[*/]\s*100\b|toFixed|parseFloat"
    shown = ["templates/donations/**/*.html", "templates/emails/*", "templates/admin/donations/**/*.html"]

    assert matching(in_templates, *shown) == []
    assert matching(in_scripts, "static/js/card.js") == []


def _is_hundred(node: ast.BinOp) -> bool:
    return any(isinstance(side, ast.Constant) and side.value in (100, 1000) for side in (node.left, node.right))


# --- Pages ------------------------------------------------------------------------------------------------


def test_css_knows_start_and_end_only():
    sides = r"(?<![\w-])(left|right)"
    physical = (
        rf"(margin|padding|border|scroll-margin|scroll-padding)-(left|right)"
        rf"|border-(top|bottom)-(left|right)-radius|(text-align|float|clear)\s*:\s*{sides}|(^|[;{{\s]){sides}\s*:"
    )

    assert matching(physical, "static/**/*.css", "templates/**/*.html") == []


def test_templates_hold_no_inline_style_or_handler():
    rules = (
        r"<[^>]*\s(style|on[a-z]+)\s*=\s*[\"']",
        r"<script(?![^>]*(src=|application/ld\+json|nonce=))[^>]*>",
        r"javascript:",
    )

    found = [line for rule in rules for line in matching(rule, "templates/**/*.html", "*/templates/**/*.html")]

    # Mail programs read no stylesheet: letters may carry their styles in the line.
    assert [line for line in found if not line.startswith("templates/emails/")] == []


def test_templates_escape_everything():
    unexplained = [
        line for line in matching(r"\|\s*safe\b|autoescape off", "templates/**/*.html") if "{#" not in line
    ]

    assert unexplained == []


def test_code_that_trusts_markup_says_why():
    """A `mark_safe` line, or the line above it, carries the reason."""
    unexplained = []
    lines = lines_of(*(f"{app}/**/*.py" for app in APPS))
    for (_, above), (place, line) in itertools.pairwise(lines):
        if "mark_safe(" in line and "#" not in line and not above.strip().startswith("#"):
            unexplained.append(place)

    assert unexplained == []


def test_pages_load_nothing_from_other_hosts():
    loads = r"""(src|srcset|data|poster|action)\s*=\s*["']?(https?:)?//|<link[^>]*href\s*=\s*["'](https?:)?//"""
    in_styles = r"url\(\s*['\"]?(https?:)?//|@import"
    in_scripts = r"""["'`](https?:)?//[a-z0-9]"""

    assert matching(loads, "templates/**/*.html", "*/templates/**/*.html") == []
    assert matching(in_styles, "static/**/*.css") == []
    assert [line for line in matching(in_scripts, "static/**/*.js") if not _is_a_name(line)] == []


def _is_a_name(line: str) -> bool:
    return any(name in line for name in HOSTS_THAT_ARE_NAMES)


def test_every_template_can_be_read():
    templates = [path for path in ROOT.glob("templates/**/*") if path.is_file()]

    for path in templates:
        engines["django"].from_string(path.read_text())


# --- Database and words -----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_migrations_are_named_for_what_they_do():
    numbered = [path.stem for app in APPS for path in (ROOT / app / "migrations").glob("0*.py")]

    assert [name for name in numbered if re.search(r"_(auto_|initial$|alter_|more$)", name)] == []


def test_both_catalogues_hold_the_same_strings():
    for domain in catalogues.DOMAINS:
        ids = {code: _ids(code, domain) for code in catalogues.LANGUAGES}

        assert ids["ar"] == ids["en"]


def test_nothing_fuzzy_or_empty_in_the_catalogues():
    paths = sorted(catalogues.LOCALE_DIR.glob("*/LC_MESSAGES/*.po"))

    found = [f"{path}: {gap}" for path in paths for gap in catalogues.gaps(catalogues.read(path, path.parts[-3]))]

    assert found == []


def _ids(language: str, domain: str) -> set[str]:
    path = catalogues.path_of(language, domain)
    return (
        {catalogues.first(m) for m in catalogues.messages(catalogues.read(path, language))}
        if path.exists()
        else set()
    )


# --- Names ------------------------------------------------------------------------------------------------


def test_the_project_names_no_machine_of_its_makers():
    places = r"(?<![\w.-])/(work|root|home/\w+)/|/opt/(wheels|pypi)"
    globs = [f"{app}/**/*.py" for app in (*APPS, "tests", "benchmarks")]
    texts = [
        "*.md",
        "docs/**/*.md",
        "deploy/**/*",
        "templates/**/*",
        "static/**/*",
        "Makefile",
        "bin/*",
        ".ci/*",
        "*.toml",
    ]

    found = [line for line in matching(places, *globs, *texts) if "tests/test_house.py" not in line]

    assert found == []


def test_every_setting_is_listed_for_whoever_sets_it_up():
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', (ROOT / "newsroom" / "settings.py").read_text()))
    listed = set(re.findall(r"^# ([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.M))

    assert read - listed == set()


@cache
def _source(name: str) -> list[str]:
    path = ROOT / Path(*name.split("."))
    return (path / "__init__.py" if path.is_dir() else path.with_suffix(".py")).read_text().splitlines()
