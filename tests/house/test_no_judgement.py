"""The portal judges nobody: no count, order or name in it could become a sanction."""

import ast
import re
from collections.abc import Iterator

from portal.core.uses import ForbiddenPurpose, Purpose
from portal.settings import ROOT
from portal.storage.tables.schema import metadata
from tests.house.catalogues import sentences
from tests.house.tree import all_text, ending, named, nodes, text_of

JUDGING = re.compile(
    r"(?<![a-z])(?:scor(?:e|es|ing)|rank(?:ed|ing)?|risk|sanction|radiation|manquement|signalement|penalt|punish|fraud"
    r"|breach|offence|infraction|suspicio|blacklist|gauge|percent|completeness|compliance_rate|threshold|overdue|absentee|noshow)"
)
SAID_TO_BE_REFUSED = {"portal/core/uses.py", "portal/transparency/never.py"}
"""Where forbidden purposes are named: to be refused, and to tell everybody that they are."""
OF_A_STANDARD = {"portal/transparency/as_atrs.py"}
"""Where the names are those of the ATRS, which asks what can go wrong with a search."""
STUDIO = "accessibility/studio/"
"""Makes the sounds of our own texts, in an environment of its own; no word of anybody ever comes there."""
SORTED_BY = {
    "agencies.c.name": "agencies by their name",
    "kiosks.c.name": "the screens of an agency by their name",
    "interviews.c.at": "people by the time of their interview; one's own interviews",
    "concerns.c.at.desc()": "what is not right in an agency, by the hour it was said",
    "journal.c.number": "one person's own journal",
    "journal.c.number.desc()": "the newest entry of one person",
    "entries.c.number.desc()": "the newest entry of one person",
    "last": "the newest entry of one person",
    "answers.c.number.desc()": "the newest answer of one person",
    "receipts.c.number.desc()": "one person's own receipts",
    "visits.c.began_at.desc()": "one person's own visits",
    "_ROW.number": "one person's own answers, as they came",
    "kiosks.c.made_at": "the screens of an agency",
    "row.week.desc()": "one person's own weeks",
    "weeks.c.week.desc()": "one person's own weeks",
    "weeks.c.number.desc()": "the sendings of one person's week",
    "replies.c.at": "replies that wait, by the date they were sent",
    "replies.c.number.desc()": "one person's own replies",
    "reply_events.c.number": "what was done with one reply",
    "sessions.c.began_at": "where one signed in oneself",
    "_ROW.number.desc()": "one person's own answers",
    "visits.c.person_id": "visits to end, in one order, so that nobody waits for each other",
    "drafts.c.edited_at.desc()": "what one began oneself",
    "table.c[columns[0]]": "one person's own rows, by their day",
    "requests.c.number.desc()": "what one person asked",
    "times.desc()": "sounds of the portal, by how often they were not understood; of no person",
    "sound_reports.c.name": "the same, where they were as often",
    "requests.c.at": "what people asked of an agency, by the day they asked",
    "requests.c.at.desc()": "what people asked of an agency and was answered, by the day they asked",
    "requests.c.number": "what one person asked at one moment",
    "request_answers.c.number": "the answers to one request",
    "promise_versions.c.since": "what was promised, as it changed",
    "people.c.id": "people, to erase what is over, or to lock their keys in one order: nobody sees it",
    "people.c.id.desc()": "whoever came last, to draw by chance whose journals are checked: nobody sees it",
    "clarifications.c.at": "questions back, by the date they were asked",
    "clarifications.c.number": "what one person was asked back",
    "clarification_events.c.number": "what was done with one question back",
    "agreements.c.number.desc()": "what was agreed with one person",
    "agreement_words.c.number": "what was said to the agreements with one person",
    "interview_notes.c.number.desc()": "the notes about one person",
    "agreement_drafts.c.edited_at": "what was begun and not sent about one person",
    "openings.c.at.desc()": "who opened one person's dossier with a reason",
    "transfers.c.at": "whom a counsellor is asked to take over, by the date of asking",
    "stand_ins.c.first": "colleagues who replace each other, by the first day",
    "stops.c.at.desc()": "accounts of staff that stopped, by date",
    "tries.c.at.desc()": "what a counsellor opened with a reason, by date: of whom is not kept there",
    "sessions.c.seen_at.desc()": "where one is signed in oneself",
    "anchored_heads.c.person_id": "how far journals went, in one order, so that their digest is one: nobody sees it",
    "anchors.c.number": "the anchors of all journals",
    "anchors.c.number.desc()": "the newest anchor",
    "last.desc()": "who came to one person's dossier, by the moment they came last",
    "_ROW.at": "one person's own voice messages",
    "_ROW.id": "the same, of one moment",
    "_ROW.part": "the pieces of one voice message",
    "row.number": "the answers of each listed person, as they came",
}
"""What rows may be sorted by, and of whom: people only ever by time of interview, or by name."""
LEARNING = (
    "torch", "tensorflow", "scikit-learn", "sklearn", "xgboost", "lightgbm", "catboost", "keras", "jax", "numpy",
    "pandas", "scipy", "transformers", "onnx", "onnxruntime", "spacy", "nltk", "openai", "anthropic", "langchain",
)  # fmt: skip
WATCHED = {"seen_at", "began_at", "last_contact_at", "attempts", "sessions", "typed_by", "settled"}
"""What a counsellor's pages never look at."""
OF_LETTERS = {"len(words)", "len(self.words)"}
"""Whether what a counsellor writes is too long."""
OF_TIME = {"min(ahead, until)"}
"""Until when a calendar's entry comes again."""
COUNTING = re.compile(
    r"\|\s*(?:length|count|sum|round)\b|loop\.(?:index|length)|<(?:progress|meter)\b|%(?![}(])(?=\s*<)"
)
MONEY_AND_LOSS = re.compile(
    r"\b(?:sanction|suspen[ds]\w*|radiation|radi[ée]\w*|struck off|cut off|lose your|perd(?:re|ez|rez)\b)|"
    "عقوبة|تعليق المساعدة|تفقدون|تخسرون",
    re.IGNORECASE,
)
BLAMING = re.compile(
    r"\b(?:error|invalid|wrong answer|mistake|mandatory|required|too late|what a pity"
    r"|erreur|invalide|obligatoire|en retard|trop tard|dommage)\b",
    re.IGNORECASE,
)


def names() -> Iterator[tuple[str, str]]:
    """Go through every name that the code gives to something."""
    for path, node in nodes():
        for field in ("name", "id", "attr", "arg"):
            name = getattr(node, field, None)
            if isinstance(name, str):
                yield named(path), name
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(r"[\w/<>:.-]+", node.value):
            yield named(path), node.value


def test_nothing_in_the_code_is_named_after_a_judgement() -> None:
    found = {f"{where}: {name}" for where, name in names()
             if JUDGING.search(name.casefold()) and where not in SAID_TO_BE_REFUSED | OF_A_STANDARD}  # fmt: skip
    assert found == set(), "the portal does not judge: leave it out"


def test_no_table_column_or_template_is_named_after_a_judgement() -> None:
    columns = [str(column) for table in metadata.tables.values() for column in table.columns]
    templates = [named(path) for path in ending(".html")]
    assert [name for name in columns + templates if JUDGING.search(name.casefold())] == []


def test_forbidden_purposes_exist_only_to_be_refused() -> None:
    assert {purpose.value for purpose in Purpose}.isdisjoint(purpose.value for purpose in ForbiddenPurpose)
    using = [named(path) for path in ending(".py", below="portal") if "ForbiddenPurpose" in text_of(path)]
    assert set(using) == SAID_TO_BE_REFUSED


def test_people_are_sorted_by_the_time_of_their_interview_or_their_name_only() -> None:
    found: dict[str, str] = {}
    for path, node in nodes():
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "order_by":
            found |= {ast.unparse(argument): named(path) for argument in node.args}
    assert {key: where for key, where in found.items() if key not in SORTED_BY} == {}, (
        "people are listed by time or name; for rows of one person, add the key to SORTED_BY with its reason"
    )


def test_nothing_that_learns_is_installed_with_the_portal() -> None:
    pins = set(re.findall(r"^([a-z0-9_.-]+)(?:\[[a-z,]+\])?==", text_of(ROOT / ".pins" / "run.txt"), re.MULTILINE))
    assert len(pins) > 10
    assert pins.isdisjoint(LEARNING)
    assert not re.search(rf"^\s*(?:import|from) (?:{'|'.join(LEARNING)})\b", all_text(".py"), re.MULTILINE)


def test_the_studio_of_the_voices_and_the_portal_do_not_know_each_other() -> None:
    for path in ending(".py"):
        reaches = r"portal|tests" if named(path).startswith(STUDIO) else STUDIO.rstrip("/").replace("/", r"\.")
        known = re.search(rf"^\s*(?:import|from) (?:{reaches})\b", text_of(path), re.MULTILINE)
        assert not known, f"{named(path)}: the studio is a program of its own, which gets a text and writes a file"


def test_a_counsellor_s_pages_count_nothing() -> None:
    for path in ending(".html", below="portal/caseload"):
        assert not COUNTING.search(text_of(path)), f"{named(path)}: no number about a person"
    for path, node in nodes("portal/caseload"):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            counts = (
                node.func.id in {"len", "sum", "round", "max", "min"} and ast.unparse(node) not in OF_LETTERS | OF_TIME
            )
            assert not counts, f"{named(path)}: line {node.lineno}"


def test_a_counsellor_s_pages_look_at_nobody_s_habits() -> None:
    for path, node in nodes("portal/caseload"):
        for name in (getattr(node, "attr", ""), getattr(node, "id", "")):
            assert name not in WATCHED, f"{named(path)}: {name} says when somebody came, not what they told"


def test_nobody_is_threatened() -> None:
    threats = [str(one) for one in sentences() if MONEY_AND_LOSS.search(one.text)]
    assert threats == [], "no sentence here speaks of losing money or rights"


def test_nobody_is_told_that_they_did_wrong() -> None:
    found = [str(one) for one in sentences("fr", "en") if one.for_people and BLAMING.search(one.text)]
    assert found == [], "say what to do, in the words of the question"


def test_the_lint_of_names_sees_what_it_is_for() -> None:
    for name in ("risk_level", "score", "/people/ranking", "sanction-step", "is_overdue"):
        assert JUDGING.search(name), name
    for name in ("description", "described", "frankly", "underscore"):
        assert not JUDGING.search(name), name
