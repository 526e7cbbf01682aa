"""Checks of the code as it runs: what is kept, shown and installed is what was declared."""

import re
from collections.abc import Iterator
from importlib.metadata import distributions
from pathlib import Path

from markupsafe import escape
from sqlalchemy import inspect

from portal.core.uses import Technical, Use
from portal.dossier.questions import QUESTIONS
from portal.dossier.suggesting import ALGORITHMS
from portal.settings import ROOT
from portal.storage.tables.schema import metadata
from portal.transparency.checks import Place
from portal.transparency.register import register_of
from portal.web import language
from portal.web.parts import parts_of

OURS = "alembic_version"
"""Which migration the database is at."""
_PART = re.compile(r"weeks_\w+")
"""On PostgreSQL, a part of a table."""
_JUDGES = re.compile(
    r"(?<![a-z])(?:scor(?:e|ing)|rank|risk|sanction|penalt|punish|fraud|breach|suspicio|rating|percent|complete(?:ness)?$)"
)
_COUNTS = re.compile(r"\|\s*(?:length|count|sum|round)\b|loop\.(?:index|length)|<(?:progress|meter)\b")
_MUST = re.compile(r"\b(?:required|aria-required)\b")
LEARNING = frozenset(
    {
        "catboost", "jax", "keras", "langchain", "lightgbm", "nltk", "numpy", "onnx", "onnxruntime", "openai", "pandas",
        "scikit-learn", "scipy", "spacy", "tensorflow", "torch", "transformers", "xgboost",
    }
)  # fmt: skip
"""Programmes that learn from data, or that such programmes are made with."""


def live_columns(place: Place) -> Iterator[tuple[str, str]]:
    """Go through every column of the database as it is."""
    with place.database.transaction(writes=False) as connection:
        seen = inspect(connection).get_multi_columns()
    for (_schema, table), columns in seen.items():
        if table != OURS and not _PART.fullmatch(table):
            yield from ((table, column["name"]) for column in columns)


def columns_are_declared(place: Place) -> Iterator[str]:
    """Every column of the database is in the register, or says why it is only technical."""
    for table, column in live_columns(place):
        known = metadata.tables.get(table)
        declared = known.columns.get(column) if known is not None else None
        if declared is None or not isinstance(declared.info.get("promise"), Use | Technical):
            yield f"{table}.{column}"


def no_column_judges(place: Place) -> Iterator[str]:
    """No column is there to weigh, order or suspect anybody."""
    yield from (f"{table}.{name}" for table, name in live_columns(place) if _JUDGES.search(f"{table} {name}"))


def lines_are_shown(place: Place) -> Iterator[str]:
    """The public pages show the register, no more and no less, in every language."""
    register, client = register_of(place.app), place.app.test_client()
    for tag, spoken in parts_of(place.app).languages.offered.items():
        client.set_cookie(language.COOKIE, tag)
        for theme in register.themes:
            text = client.get(f"/what-becomes/{theme.key}").get_data(as_text=True)
            lines = {line.key: line for line in register.of(theme)}
            shown = set(re.findall(r'id="q-([\w-]+)"', text))
            silent = {key for key, line in lines.items() if escape(spoken.say(line.what)) not in text}
            yield from (f"{tag}: {key}" for key in (shown ^ lines.keys()) | silent)


def pages_are_declared(place: Place) -> Iterator[str]:
    """Every address that answers was declared with who may open it."""
    declared = {(page.address, page.name, page.method) for page in place.app.extensions["portal_pages"]}
    for rule in place.app.url_map.iter_rules():
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            if (rule.rule, rule.endpoint, method) not in declared:
                yield f"{method} {rule.rule}"


def searches_are_declared(_place: Place) -> Iterator[str]:
    """What suggests something says for which questions, and these are in the register."""
    for algorithm in ALGORITHMS:
        yield from (f"{algorithm.key}: {line}" for line in algorithm.inputs - QUESTIONS.keys())


def nothing_learns(_place: Place) -> Iterator[str]:
    """Nothing that learns from people is installed."""
    installed = {str(one.metadata["Name"]).lower() for one in distributions()}
    yield from sorted(installed & LEARNING)


def staff_pages_count_nothing(_place: Place) -> Iterator[str]:
    """The pages of counsellors have no number, sum or gauge about a person."""
    for path in templates_in("caseload"):
        if _COUNTS.search(path.read_text(encoding="utf-8")):
            yield path.name


def nothing_must_be_answered(_place: Place) -> Iterator[str]:
    """No page of a question makes anybody answer."""
    for path in templates_in("dossier"):
        if _MUST.search(path.read_text(encoding="utf-8")):
            yield path.name


def templates_in(feature: str) -> list[Path]:
    """Return the pages of one feature, as they are written."""
    return sorted((ROOT / "portal" / feature / "templates").rglob("*.html"))
