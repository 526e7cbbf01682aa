"""The rules S1 to S14 in the code: nothing here adds up, compares, ranks or counts what people declare of their weeks.

Each rule is one the portal made for itself so that it never becomes a machine that punishes; see also
test_silence_shown.py for what people see, and test_no_judgement.py for names and orders everywhere.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from portal.core.permissions import Permission, Role, roles_with
from portal.core.uses import MONTHS_6, WEEKS_24, Event, ForbiddenPurpose, Purpose, Refused, purpose_named
from portal.storage.tables.promises import BEGUN, DECLARED, SENT
from portal.storage.tables.schema import metadata
from portal.web.parts import parts_of
from portal.web.published import Page
from tests.house.catalogues import LANGUAGES, sentences
from tests.house.conftest import Filled
from tests.house.test_no_judgement import JUDGING
from tests.house.tree import ending, named, nodes, parsed, text_of
from tests.people import somebody, vault_of

ADDING_UP = {"sum", "max", "min", "sorted", "fsum", "mean", "median", "average", "Counter", "accumulate", "cumsum"}
MY_SUM = ("portal/core/weeks.py", "my_sum")
"""The only place where times are added up: the person's own sum."""
MY_OWN_PAGES = "portal/activities/"
"""Who may show it: pages that nobody but the person opens."""
OPENING_HOURS = {"portal/core/notices.py"}
"""Where hours are those of a clock."""
TIME = re.compile(r"(?:^|_)(?:minutes?|hours|durations?)(?:$|_)")
ABOUT_WEEKS = ("portal/activities", "portal/caseload", "portal/core/weeks.py", "portal/core/durations.py",
               "portal/storage/answers/weeks.py", "portal/storage/answers/drafts.py",
               "portal/commands/weeks.py")  # fmt: skip
LEGAL_HOURS = {15, 900}
PEOPLE_SORTED_BY = {
    "lambda one: (one.waits.at or NEVER, one.name)": "what waits for an answer by its date, then by name",
    "lambda one: (one.folded, one.name)": "people by name",
    "lambda one: (one.meets_at or NEVER, folded(one.name))": "people by their next interview, then by name",
}
"""What lists of people may be put in order by, in Python."""
READINGS = {"newest", "history", "latest_before", "sendings"}
OPENING_WEEKS = {
    "portal/storage/answers/vault.py": "for whoever the promise lets read, with an entry in the journal",
    "portal/activities/records.py": "the person's own weeks",
    "portal/storage/rights/everything.py": "the person's own copy of all that is kept",
}
"""Where declared weeks are read from the database."""
ASKING_FOR_WEEKS = {
    "portal/activities/records.py": "the person's own record",
    "portal/caseload/weeks.py": "one page about one person",
}
"""Who asks the vault for declared weeks."""
LATE = {
    "en": re.compile(r"\b(?:late|overdue|deadline|too old to)\b", re.IGNORECASE),
    "fr": re.compile(r"\b(?:retards?|retardataire|tardi(?:f|ve|vement)|délais? dépassés?|échéances?)\b", re.IGNORECASE),
    "ar": re.compile("تأخر|متأخر|تأخير|فات الأوان"),
}
ACCUSING = {
    "en": re.compile(r"\b(?:breach\w*|offences?|score|ranked|fraud\w*|strike)\b", re.IGNORECASE),
    "fr": re.compile(
        r"\b(?:manquements?|signalements?|infractions?|radiations?|fraudes?|contrevenant)\b", re.IGNORECASE
    ),
    "ar": re.compile("مخالفة|احتيال|شطب"),
}


def about_weeks() -> Iterator[tuple[Path, ast.AST]]:
    """Go through the code that touches what people declare."""
    for below in ABOUT_WEEKS:
        yield from nodes(below)


def speaks_of_time(node: ast.AST) -> bool:
    """Tell whether something in ``node`` is called minutes, hours or duration; units of a language are only words."""
    called = {id(call.func) for call in ast.walk(node) if isinstance(call, ast.Call)}
    for one in ast.walk(node):
        name = getattr(one, "attr", None) or getattr(one, "id", None)
        if isinstance(name, str) and TIME.search(name) and id(one) not in called:
            return True
    return False


def functions_of(path: Path) -> dict[ast.AST, str]:
    """Return in which function each piece of a module stands."""
    inside: dict[ast.AST, str] = {}
    for function in ast.walk(parsed(path)):
        if isinstance(function, ast.FunctionDef):
            inside |= {one: function.name for one in ast.walk(function) if one is not function}
    return inside


def adds_up(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
        return name in ADDING_UP and speaks_of_time(node)
    if isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Add | ast.Sub):
        return speaks_of_time(node.target) or speaks_of_time(node.value)
    return False


def test_nobody_adds_up_what_people_declare_but_their_own_page() -> None:
    """S1: no total, ratio or gauge of hours outside the person's own page."""
    found = [f"{named(path)}: {ast.unparse(node)}" for path, node in nodes()
             if adds_up(node) and (named(path), functions_of(path).get(node)) != MY_SUM]  # fmt: skip
    assert found == [], "time is shown as it was said: nothing adds it up but my_sum"


def test_the_person_s_own_sum_is_on_their_own_pages_only() -> None:
    """S1: what adds up is not even known elsewhere."""
    for path, node in nodes():
        names = {alias.name for alias in node.names} if isinstance(node, ast.ImportFrom) else set()
        if "my_sum" in names:
            assert named(path).startswith(MY_OWN_PAGES), named(path)
    for path in ending(".html", ".typ", below="portal/caseload"):
        assert not re.search(r"minutes|hours", text_of(path)), f"{named(path)}: a time is shown as it was said"
    for path in ending(".html"):
        assert not re.search(r"\|\s*(?:sum|max|min|length|count)\b[^}]*(?:minutes|hours|entries|weeks)", text_of(path))


def test_no_table_holds_how_long_or_how_much() -> None:
    """S1: a declared week is sealed; no column could be added up by anybody."""
    weeks = metadata.tables["weeks"]
    assert {column.name for column in weeks.columns if column.info["promise"] is DECLARED} == {"week", "sealed"}
    counted = re.compile("minute|hour|duration|total|sum|ratio|share|activity|could")
    columns = [str(column) for table in metadata.tables.values() for column in table.columns]
    assert [name for name in columns if counted.search(name)] == ["agencies.hours"], "those are opening hours"


def compares_time(node: ast.AST) -> bool:
    """Tell whether a time is compared; how long a text is, and whether a time was said at all, is something else."""
    if not isinstance(node, ast.Compare) or all(isinstance(sign, ast.Is | ast.IsNot) for sign in node.ops):
        return False
    sides = [side for side in (node.left, *node.comparators) if not ast.unparse(side).startswith("len(")]
    return any(speaks_of_time(side) for side in sides)


def test_time_is_compared_with_nothing() -> None:
    """S2: no threshold on hours anywhere."""
    found = [f"{named(path)}: {ast.unparse(node)}" for path, node in nodes()
             if compares_time(node) and named(path) not in OPENING_HOURS]  # fmt: skip
    assert found == [], "nothing is enough and nothing is too little"
    compared = re.compile(r"(?:minutes|hours)\s*(?:[<>]=?|==|!=)|[<>]\s*\w*(?:minutes|hours)\b")
    assert [named(path) for path in ending(".html") if compared.search(in_tags(path))] == []


def in_tags(path: Path) -> str:
    """Return what a template does, without what it says."""
    return " ".join(re.findall(r"\{[%{].*?[%}]\}", text_of(path), re.DOTALL))


def test_the_hours_of_the_law_are_no_number_of_the_code() -> None:
    """S2: fifteen hours are words of a contract, never something to reach."""
    numbers = [(path, node) for path, node in about_weeks() if isinstance(node, ast.Constant)]
    found = [f"{named(path)}, line {node.lineno}" for path, node in numbers
             if type(node.value) in {int, float} and node.value in LEGAL_HOURS]  # fmt: skip
    assert found == [], "no threshold, and nothing that looks like one"
    for path in (
        *ending(".html", ".typ", ".toml", below="portal/activities"),
        *ending(".html", below="portal/caseload"),
    ):
        assert not re.search(r"\b(?:15|900)\b", text_of(path)), named(path)


def test_lists_of_people_are_in_order_of_time_or_name_only() -> None:
    """S3: no list ordered or filtered by activity, last sign-in, completeness or silence."""
    for path, node in nodes("portal/caseload"):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
            if name in {"sorted", "sort", "groupby", "nsmallest", "nlargest", "heapify", "reversed"}:
                keys = [ast.unparse(word.value) for word in node.keywords if word.arg == "key"]
                assert keys, f"{named(path)}, line {node.lineno}: say by what, and in PEOPLE_SORTED_BY why"
                assert set(keys) <= set(PEOPLE_SORTED_BY), f"{named(path)}: {keys}"
    for path in ending(".html", below="portal/caseload"):
        filters = re.findall(r"\|\s*(sort|dictsort|groupby|selectattr|rejectattr|select|reject|map)\b", text_of(path))
        assert filters == [], f"{named(path)}: the page shows its list as it comes"


def test_no_command_job_route_or_sentence_is_about_punishing() -> None:
    """S4: no job, endpoint, column or sentence named after a breach, a sanction or a report to anybody."""
    for name in ("breach_count", "offence", "manquement", "signalement", "radiation", "/people/score", "rank"):
        assert JUDGING.search(name), f"{name}: the lint of names lets it pass"
    accusing = [
        str(one) for language in LANGUAGES for one in sentences(language) if ACCUSING[language].search(one.text)
    ]
    assert accusing == [], "say what happened in plain words: nobody is accused here"


@pytest.mark.parametrize("forbidden", ForbiddenPurpose)
def test_a_forbidden_purpose_is_refused_for_weeks_too(app: Flask, forbidden: Any) -> None:
    """S5: control, fraud, ranking and sanction exist only to be refused."""
    with pytest.raises(Refused, match="forbidden"):
        purpose_named(forbidden.value)
    person = somebody(app)
    with parts_of(app).database.transaction(writes=True) as connection:
        for actor in (person.actor, person.counsellor.actor):
            with pytest.raises(Refused):
                vault_of(connection, app, actor).read(person.id, ["week"], forbidden)
    assert DECLARED.purpose is Purpose.TALK_ABOUT_WEEKS
    assert DECLARED.also == frozenset()


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_ever_called_late(language: str) -> None:
    """S8: a week told or corrected after months is told, and that is all."""
    late = [str(one) for one in sentences(language) if LATE[language].search(one.text)]
    assert late == [], "it is never too late here"


def test_the_person_s_proof_outlives_what_others_see() -> None:
    """S9: the counsellor sees 6 months; the person keeps 24 months, and the receipt at least as long."""
    assert (DECLARED.kept, DECLARED.others_see) == (WEEKS_24, MONTHS_6)
    assert WEEKS_24.days >= 2 * 365
    assert MONTHS_6.days <= 184
    assert DECLARED.kept.after is Event.WEEK
    assert SENT.kept.days >= WEEKS_24.days
    assert SENT.readers == BEGUN.readers == {Role.PERSON}, "a proof and a draft are for the person alone"


def test_weeks_leave_the_portal_only_in_the_person_s_own_hands(filled: Filled) -> None:
    """S11: no export and no API of declared weeks but the person's own."""
    pages: list[Page] = filled.app.extensions["portal_pages"]
    about = [page for page in pages if "week" in page.address or page.name.startswith("activities.")]
    assert len(about) > 8
    own = {Permission.TELL_WEEK, Permission.KEEP_RECORD}
    others = {(page.name, page.address, page.method) for page in about if page.permission not in own}
    assert others == {("caseload.weeks", "/people/<uuid:person_id>/weeks", "GET")}
    assert roles_with(Permission.KEEP_RECORD) == {Role.PERSON}
    assert roles_with(Permission.TELL_WEEK) == {Role.PERSON, Role.HELPER}
    telling = {page.address for page in about if page.permission is Permission.TELL_WEEK}
    assert telling == {"/week", "/week/<week>", "/week/<week>/could-not", "/week/<week>/<activity>"}, (
        "a helper beside the person tells the week of today: looking back, sending and taking away are the person's"
    )
    addresses = [page.address for page in pages]
    assert not [address for address in addresses if re.search(r"/api\b|/export|/feed|/hook|/report", address)]


def test_nothing_else_reads_declared_weeks() -> None:
    """S11: no command, job or other page opens them."""
    opening, asking = set(), set()
    for path, node in nodes():
        if isinstance(node, ast.Attribute) and node.attr in READINGS:
            if ast.unparse(node.value) == "weeks":
                opening.add(named(path))
        elif isinstance(node, ast.ImportFrom) and node.module == "portal.storage.answers.weeks":
            names = {alias.name for alias in node.names}
            assert names <= {"Declared", "PROMISE"}, f"{named(path)}: ask the vault, or the person's own book"
        if isinstance(node, ast.Attribute) and node.attr == "weeks" and "vault" in ast.unparse(node.value):
            asking.add(named(path))
    assert opening == set(OPENING_WEEKS)
    assert asking == set(ASKING_FOR_WEEKS)


def test_the_lint_of_time_sees_what_it_is_for() -> None:
    """S1 and S2: each of these would be found."""
    for bad in ("sum(one.minutes for one in entries)", "max(entries, key=lambda one: one.minutes)"):
        assert adds_up(ast.parse(bad, mode="eval").body), bad
    (added,) = ast.parse("total_minutes += entry.minutes").body
    assert adds_up(added)
    for bad in ("told.minutes < 900", "hours_told >= 3", "1 <= entry.minutes", "minutes == expected_hours"):
        assert compares_time(ast.parse(bad, mode="eval").body), bad
    for fine in ("language.minutes(count) > x", "entry.minutes is None", "len(hours) <= 3"):
        assert not compares_time(ast.parse(fine, mode="eval").body), fine
