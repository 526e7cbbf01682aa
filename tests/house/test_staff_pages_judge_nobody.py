"""Pages for staff show what was told, by date or by name: no total, no colour of urgency, no word that judges.

Goes over the templates, the sentences in every language, and every page as it is shown to a counsellor and a manager.
"""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.catalogues import LANGUAGES, sentences
from tests.house.conftest import Filled
from tests.house.tree import ending, named, nodes, text_of
from tests.visitor import Shown, checked, words_of

ABOUT_PEOPLE = ("portal/caseload", "portal/agency", "portal/agreements", "portal/clarifications", "portal/interviews")
"""Where people are listed, read about, or written to."""
STAFF = ("counsellor", "manager")
WORN = re.compile(r"class=\"([^\"{]*)")
SIGNALS = re.compile(
    r"^(?:urgen\w*|alert\w*|danger\w*|warn\w*|late|overdue|risk\w*|score\w*|rank\w*|level\w*|badge\w*|gauge\w*|meter\w*"
    r"|progress\w*|percent\w*|priority\w*|critical|high|low|red|orange|amber|yellow|green|hot|cold|good|bad|ok|ko)$"
)
"""What a class may not be called: it would colour somebody."""
MEASURES = {"progress", "meter"}
MEASURED = ("aria-valuenow", "aria-valuemax", "data-count", "data-score", "data-level")
TOTALS = {
    "en": re.compile(r"\b\d+ (?:people|persons|dossiers|weeks|answers|questions|arguments|interviews|results)\b"),
    "fr": re.compile(r"\b\d+ (?:personne|dossier|semaine|réponse|question|argument|entretien|résultat)s?\b"),
}
"""A number of anything about somebody, as a page would say it."""
SHARES = re.compile(r"\d\s*[%٪]|\b\d+ (?:of|sur|out of) \d+\b")
JUDGING_WORDS = {
    "en": re.compile(
        r"\b(?:urgent\w*|overdue|risks?|scores?|ranking|percent\w*|inactive|unresponsive|no-?shows?|absent\w*|reliab\w+"
        r"|compliant|failed to|did not bother|excus\w+|unexcused|warnings?|priority level)\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"\b(?:urgen\w*|risques?|scores?|classement|pour ?cent\w*|inacti\w+|lapins?|absences?|injustifi\w*|fiab\w+"
        r"|conforme|avertiss\w+|excus\w+|défaillan\w+|assidu\w*|motivé\w*)\b",
        re.IGNORECASE,
    ),
    "ar": re.compile("عاجل|خطر|تصنيف|بالمئة|غير نشط|غياب|متغيب|إنذار|عذر|التزام"),
}
BY_NAME_OR_DATE = {
    "lambda one: (one.folded, one.name)": "people by their name",
    "lambda one: (one.meets_at or NEVER, folded(one.name))": "people by their next interview, then by name",
    "lambda one: (one.waits.at or NEVER, one.name)": "what waits, by its date, then by name",
    "lambda one: (one.ended_at is not None, one.name.casefold())": "helpers by name, those who left last",
    "lambda colleague: colleague.name.casefold()": "colleagues by name",
    "_number": "the answers of one person, as they came",
}
"""What lists may be put in order by, in Python; in SQL, see test_no_judgement.py."""
OF_PEOPLE = (*ABOUT_PEOPLE, "portal/storage")
CHOOSING = {"sorted", "sort", "nlargest", "nsmallest", "max", "min"}


def templates() -> Iterator[tuple[str, str]]:
    for below in ABOUT_PEOPLE:
        for path in ending(".html", below=below):
            yield named(path), text_of(path)


def orders() -> Iterator[tuple[str, str]]:
    """Go through every key by which something is put in order, or chosen from."""
    for below in OF_PEOPLE:
        for path, node in nodes(below):
            called = getattr(node, "func", None)
            if isinstance(node, ast.Call) and {getattr(called, "id", ""), getattr(called, "attr", "")} & CHOOSING:
                keys = [ast.unparse(one.value) for one in node.keywords if one.arg == "key"]
                yield from ((f"{named(path)}:{node.lineno}", key) for key in keys)


def shown_to(filled: Filled, role: str, language: str) -> Iterator[Shown]:
    """Go through every page that a member of staff can open."""
    client = filled.visitor(role, language).client
    for page in filled.shown_pages():
        if role in page.roles and page.permission != "visit":
            response = client.get(page.address)
            if response.status_code == 200 and response.mimetype == "text/html":
                yield checked(response)


def test_no_template_for_staff_adds_up_or_colours_anybody() -> None:
    found = [(where, one) for where, text in templates() for worn in WORN.findall(text) for one in worn.split()
             if SIGNALS.match(one)]  # fmt: skip
    assert found == [], "no colour of urgency: a reason for an order is a date or a name"
    for where, text in templates():
        assert not re.search(r"\|\s*(?:length|count|sum|round)\b|<(?:progress|meter)\b", text), f"{where}: no total"


def test_lists_are_in_order_of_name_or_date_alone() -> None:
    strange = {where: key for where, key in orders() if key not in BY_NAME_OR_DATE}
    assert strange == {}, "people are listed by time or name; other rows: say in BY_NAME_OR_DATE what they are"


def test_every_order_that_is_allowed_is_used() -> None:
    assert set(BY_NAME_OR_DATE) - {key for _where, key in orders()} == set(), "take it out"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_for_staff_judges(language: str) -> None:
    said = [one for one in sentences(language) if any(file.startswith(ABOUT_PEOPLE) for file in one.files)]
    assert len(said) > 100
    found = [str(one) for one in said if JUDGING_WORDS[language].search(one.text) or SHARES.search(one.text)]
    assert found == [], "say what was told, and when"


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("role", STAFF)
def test_no_page_shows_staff_a_total_a_share_or_a_signal(filled: Filled, role: str, language: str) -> None:
    seen = list(shown_to(filled, role, language))
    assert len(seen) > 3
    for page in seen:
        assert page.root is not None
        words = _without_own_words(page)
        assert not TOTALS[language].search(words), f"{page.address}: {TOTALS[language].search(words)}"
        assert not SHARES.search(words), f"{page.address}: {SHARES.search(words)}"
        for one in page.root.iter():
            assert str(one.tag).rpartition("}")[2] not in MEASURES, f"{page.address}: no measure of anybody"
            assert not any(one.get(name) for name in MEASURED), f"{page.address}: no number behind the page"
            assert not [name for name in (one.get("class") or "").split() if SIGNALS.match(name)], page.address


def _without_own_words(page: Shown) -> str:
    """Return what the page itself says: what somebody typed is theirs, whatever numbers it has."""
    typed = {words_of(one) for tag in ("dd", "q", "ins", "del", "textarea") for one in page.all(tag)}
    typed |= {words_of(one) for one in page.root.iter() if one.get("lang")} if page.root is not None else set()
    words = page.words
    for told in sorted(typed, key=len, reverse=True):
        if told and told != words:
            words = words.replace(told, " ")
    return words


def test_the_lint_sees_what_it_is_for() -> None:
    assert SIGNALS.match("urgent")
    assert SIGNALS.match("score-3") is None
    assert SIGNALS.match("scored")
    assert TOTALS["en"].search("You follow 700 people.")
    assert TOTALS["fr"].search("3 semaines déclarées")
    assert SHARES.search("12 % told")
    assert SHARES.search("3 of 12")
    assert JUDGING_WORDS["en"].search("This person is inactive.")
    assert JUDGING_WORDS["fr"].search("Une absence injustifiée")
    assert set(JUDGING_WORDS) == set(LANGUAGES)
