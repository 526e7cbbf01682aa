"""The house stays easy to walk through: small modules, small functions, few exceptions, nothing left lying about."""

import ast
import re

from portal.settings import ROOT
from tests.house.tree import ending, files, named, nodes, text_of

LONGEST_MODULE = 300
LONGEST_FUNCTION = 30
LONGEST_TEMPLATE = 100
MOST_SUPPRESSIONS = 40
"""In all, tests and migrations included: each with its reason. Take one out before adding one."""
SUPPRESSION = re.compile(r"#\s*(?:noqa|type:\s*ignore)\b.*")
REASONED = re.compile(r"# noqa: [A-Z]+\d+(?:, [A-Z]+\d+)* - \S.+|# type: ignore\[[a-z-]+(?:,[a-z-]+)*\]  # \S.+")
LEFT = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")
MACHINE = re.compile(r"/(?:work|root|home|Users)/\w|/tmp/notes|\.\./shared")
REGISTRY = re.compile(
    r"pypi\.org|pythonhosted|registry\.(?:npmjs|yarnpkg)|npmjs\.(?:org|com)|index-url|\bhttps?://\S*(?:simple|nexus|artifactory)"
)
TOP = {
    "portal", "translations", "accessibility", "migrations", "tests",
    "wsgi.py", "pyproject.toml", "README.md", "LICENSE", "dev",
}  # fmt: skip
HERE = {"tests/house/test_sizes.py"}


def test_a_module_can_be_read_in_one_sitting() -> None:
    long = [f"{named(path)}: {len(text_of(path).splitlines())}" for path in (*ending(".py"), ROOT / "dev")
            if len(text_of(path).splitlines()) > LONGEST_MODULE]  # fmt: skip
    assert long == [], f"part the module: {LONGEST_MODULE} lines are the most"


def length_of(function: ast.FunctionDef) -> int:
    """Return how many lines a function has, those that only explain it left out."""
    said = len((ast.get_docstring(function, clean=False) or "").splitlines())
    return (function.end_lineno or 0) - function.lineno + 1 - said


def test_a_function_can_be_seen_at_once() -> None:
    long = [
        f"{named(path)}: {node.name}"
        for below in ("portal", "migrations")
        for path, node in nodes(below)
        if isinstance(node, ast.FunctionDef) and length_of(node) > LONGEST_FUNCTION
    ]
    assert long == [], f"give a part of it a name of its own: {LONGEST_FUNCTION} lines are the most"


def test_a_template_only_places_things() -> None:
    long = [named(path) for path in ending(".html") if len(text_of(path).splitlines()) > LONGEST_TEMPLATE]
    assert long == [], "make a component of a part of it"


def test_every_module_opens_with_the_sentence_a_newcomer_needs() -> None:
    silent = [named(path) for path in ending(".py") if ast.get_docstring(ast.parse(text_of(path))) is None]
    assert silent == [], "say in one sentence what it is for"


def test_every_exception_to_a_rule_says_why_and_they_are_few() -> None:
    found = [(f"{named(path)}:{number}", said[0]) for path in (*ending(".py"), ROOT / "dev")
             for number, line in enumerate(text_of(path).splitlines(), start=1)
             if (said := SUPPRESSION.search(line)) and named(path) not in HERE]  # fmt: skip
    bare = [f"{where} {said}" for where, said in found if not REASONED.search(said)]
    assert bare == [], "write # noqa: RULE - why, or # type: ignore[rule]  # why"
    assert len(found) <= MOST_SUPPRESSIONS, f"{len(found)} exceptions: make one of them unnecessary"


def test_nothing_is_left_to_do() -> None:
    assert [named(path) for path in files() if named(path) not in HERE and LEFT.search(text_of(path))] == []


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    knowing = [f"{named(path)}: {found[0]}" for path in files() if named(path) not in HERE
               and (found := MACHINE.search(text_of(path)))]  # fmt: skip
    assert knowing == [], "name places from the root of the project"


def test_what_is_pinned_says_its_bytes_and_no_place() -> None:
    for path in ending(".txt", ".json", below=".pins"):
        assert not REGISTRY.search(text_of(path)), f"{named(path)}: pin again with ./dev pins"
        assert "resolved" not in text_of(path), named(path)
    for path in ending(".txt", below=".pins"):
        pins = re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==", text_of(path), re.MULTILINE)
        assert pins, named(path)
        assert text_of(path).count("--hash=sha256:") >= len(pins), f"{named(path)}: every pin has its hashes"


def test_nothing_new_lies_at_the_top() -> None:
    there = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert there - TOP - {"instance", "test-results"} == set(), "find it a place, or say its reason in the commit"
