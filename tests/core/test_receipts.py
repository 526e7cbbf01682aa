"""The statement behind a receipt: the same for ever, different for any other words."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from portal.core.receipts import Line, Part, Sending, Statement, code_of, in_groups, tidy_code

LINE = Line(question="wish", item="", label="Votre souhait ?", words=("cuisinière", "أريد العمل"))
SENT = Statement(
    about=Sending.DOSSIER,
    agency="Agence",
    at=datetime(2026, 11, 22, 22, 30, tzinfo=UTC),
    language="fr",
    parts=(Part(title="Mes souhaits", lines=(LINE,), picture="work", note="Des souhaits."),),
)

texts = st.text(max_size=20)
lines = st.builds(Line, question=texts, item=texts, label=texts, words=st.lists(texts, max_size=3).map(tuple))
parts = st.builds(
    Part,
    title=texts,
    lines=st.lists(lines, max_size=3).map(tuple),
    picture=texts,
    note=texts,
    printed=st.booleans(),
)
statements = st.builds(
    Statement,
    about=st.sampled_from(Sending),
    agency=texts,
    at=st.datetimes(timezones=st.just(UTC)).map(lambda at: at.replace(microsecond=0)),
    language=texts,
    parts=st.lists(parts, max_size=3).map(tuple),
)


@given(statements)
def test_a_statement_reads_back_as_it_was_written(statement: Statement) -> None:
    assert Statement.read(json.loads(statement.canonical())) == statement


@given(statements, statements)
def test_two_statements_are_the_same_bytes_only_if_they_say_the_same(one: Statement, other: Statement) -> None:
    assert (one.canonical() == other.canonical()) == (one == other)


def test_the_bytes_are_the_same_on_either_side_of_midnight_in_paris() -> None:
    paris = timezone(timedelta(hours=1))
    assert replace(SENT, at=SENT.at.astimezone(paris)).canonical() == SENT.canonical()


@given(statements)
def test_no_line_is_lost_between_the_parts(statement: Statement) -> None:
    assert list(statement.lines) == [line for part in statement.parts for line in part.lines]


@given(st.binary(min_size=32, max_size=32))
def test_a_code_survives_being_read_aloud_and_typed_again(digest: bytes) -> None:
    code = code_of(digest)
    assert len(code) == 20
    assert tidy_code(in_groups(code).lower()) == code
    assert tidy_code(code.replace("0", "O").replace("1", "l")) == code
