"""E-mails as they arrive on a real server: plain, said to be automatic, unreadable on the way, with nobody's secret."""

import logging
import re
import ssl
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path
from uuid import UUID

import pytest

from portal.notices.drivers import NotSent, NoWay, Smtp, by_mail, written
from portal.notices.letters import SENTENCE, STOP, Letter, Stop, letter_of, stop_in, stop_token
from portal.settings import Mail, Settings, settings_from
from portal.storage.engine.ids import new_id
from portal.storage.engine.seal import KeyRing
from portal.web.language import Languages
from tests.house.catalogues import LANGUAGES
from tests.house.test_no_judgement import MONEY_AND_LOSS
from tests.notices.mailserver import Mailbox, a_certificate, mail_server
from tests.notices.runs import MONDAY_AT_NINE

HERE = Mail(host="127.0.0.1", port=0, sealed=False, sender="portal@agency.example")
ELSEWHERE = "127.1"
"""The same machine by a name that does not say so, as a server elsewhere has."""
PERSON = new_id()
PRIVATE = re.compile(
    r"sanction|suspen|radi[ée]|perd|argent|euro|allocation|rsa\b|contrat|emploi|travail|m[ée]tier|candida|semaine|heure"
    r"|acti[vf]|conseill|entretien|obligat|devoir|retard|agence"
    r"|penalt|lose|loss|money|benefit|contract|\bjob|work|appl(?:y|ied|ication)|week|hour|acti[vf]|counsel|interview"
    r"|must|late\b|agency"
    r"|عقوب|تعليق|تفقد|تخسر|مال|يورو|إعانة|عقد|عمل|وظيفة|أسبوع|ساعة|نشاط|مستشار|مقابلة|يجب|تأخر|وكالة",
    re.IGNORECASE,
)
"""What no reminder speaks of (S6), nor of anything else that is the person's own."""


@pytest.fixture
def letter(ring: KeyRing, languages: Languages) -> Letter:
    return a_letter(ring, languages, "fr")


def a_letter(ring: KeyRing, languages: Languages, tag: str) -> Letter:
    return letter_to(PERSON, ring, languages, tag)


def letter_to(person_id: UUID, ring: KeyRing, languages: Languages, tag: str) -> Letter:
    token = stop_token(ring, Stop.of(ring, person_id, "awa@example.fr"))
    return letter_of(languages.offered[tag], "https://portal.example", token, MONDAY_AT_NINE)


def mail_at(url: str) -> Mail:
    """Return what the operator sets."""
    found = settings_from({"PORTAL_SMTP_URL": url, "PORTAL_MAIL_FROM": HERE.sender}).mail
    assert found is not None
    return found


def send(mail: Mail, letter: Letter, *addresses: str) -> None:
    with by_mail(Settings(database_url="", keys=Path(), address="", mail=mail)) as driver:
        for address in addresses or ("awa@example.fr",):
            driver.send(address, letter)


def text_of(message: EmailMessage) -> str:
    text = message.get_content()
    assert isinstance(text, str)
    return text


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_arrives_in_the_language_of_the_person(ring: KeyRing, languages: Languages, language: str) -> None:
    letter = a_letter(ring, languages, language)
    with mail_server(Mailbox()) as box:
        send(replace(HERE, port=box.port), letter)
    message = box.messages[0]
    assert box.taken[0][:2] == ("portal@agency.example", ["awa@example.fr"])
    assert (message["From"], message["To"]) == ("portal@agency.example", "awa@example.fr")
    assert message["Subject"] == letter.subject
    assert message.get_content_type() == "text/plain"
    assert message.get_content_charset() == "utf-8"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == language
    assert message["Date"].datetime == MONDAY_AT_NINE
    assert message["Message-ID"].endswith("@agency.example>")
    assert text_of(message).splitlines() == letter.words.splitlines()
    assert languages.offered[language].say(SENTENCE) in text_of(message)
    assert all(byte < 128 for byte in box.taken[0][2]), "any server can pass it on"


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_private_is_in_it(ring: KeyRing, languages: Languages, language: str) -> None:
    letter = a_letter(ring, languages, language)
    told = re.sub(r"https://\S+", "", f"{letter.subject}\n{letter.words}")
    assert not PRIVATE.search(told), PRIVATE.search(told)
    assert not MONEY_AND_LOSS.search(told)
    assert not re.search(r"\d", told)
    assert len(re.findall(r"[.!?؟]", told)) == 1, "one sentence"


def test_it_is_the_same_for_everybody(ring: KeyRing, languages: Languages) -> None:
    letters = [letter_to(new_id(), ring, languages, "fr") for _ in range(2)]
    assert len({letter.words.replace(letter.stop, "") for letter in letters}) == 1
    assert len({len(letter.stop) for letter in letters}) == 1


def test_the_way_to_stop_it_is_where_mail_programs_look(ring: KeyRing, letter: Letter) -> None:
    with mail_server(Mailbox()) as box:
        send(replace(HERE, port=box.port), letter)
    said = box.messages[0]["List-Unsubscribe"]
    assert said == f"<{letter.stop}>"
    assert f"<{letter.stop}>".encode() in box.taken[0][2], "not folded, not encoded: programs read it as it stands"
    token = letter.stop.removeprefix(f"https://portal.example{STOP}")
    assert stop_in(ring, token) == Stop.of(ring, PERSON, "awa@example.fr")
    assert PERSON.hex not in letter.stop
    assert re.fullmatch(r"[\w-]+", token, re.ASCII)


def test_many_go_over_one_connection_and_a_server_that_hangs_up_is_called_again(letter: Letter) -> None:
    people = [f"a{number}@example.fr" for number in range(7)]
    with mail_server(Mailbox(most=3)) as box:
        send(replace(HERE, port=box.port), letter, *people)
    assert box.addresses == people
    assert box.connections == 3


def test_an_address_the_server_refuses_holds_up_nobody(letter: Letter) -> None:
    with mail_server(Mailbox(refuses=frozenset({"gone@example.fr"}))) as box:
        with by_mail(Settings(database_url="", keys=Path(), address="", mail=replace(HERE, port=box.port))) as driver:
            with pytest.raises(NotSent) as refused:
                driver.send("gone@example.fr", letter)
            driver.send("awa@example.fr", letter)
        assert not isinstance(refused.value, NoWay)
    assert box.addresses == ["awa@example.fr"]


INJECTED = (
    "awa@example.fr\r\nBcc: everybody@example.fr",
    "awa@example.fr\nSubject: Pay now",
    "awa@example.fr, other@example.fr",
    "awa@example.fr> SIZE=1\r\nDATA",
    "awa@example.fr\0",
    "Awa <awa@example.fr>",
    "",
)


@pytest.mark.parametrize("address", INJECTED)
def test_an_address_cannot_say_more_than_an_address(letter: Letter, address: str) -> None:
    with mail_server(Mailbox()) as box, pytest.raises(NotSent):
        send(replace(HERE, port=box.port), letter, address)
    assert box.taken == []
    assert not any("RCPT" in line for line in box.heard)


def test_no_head_line_can_bring_another(letter: Letter) -> None:
    more = "Hello\r\nBcc: everybody@example.fr"
    for bad in (replace(letter, subject=more), replace(letter, stop=more), replace(letter, language=more)):
        with pytest.raises(ValueError, match=r"newline|linefeed|carriage"):
            written(HERE.sender, "awa@example.fr", bad)


def test_a_line_that_is_only_a_point_does_not_end_the_letter(letter: Letter) -> None:
    told = replace(letter, words="one\n.\nDATA\ntwo\n")
    with mail_server(Mailbox()) as box:
        send(replace(HERE, port=box.port), told)
    assert text_of(box.messages[0]).splitlines() == ["one", ".", "DATA", "two"]


def test_elsewhere_the_line_is_sealed_before_the_password_is_said(
    letter: Letter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, trusted = a_certificate(tmp_path, "127.1")
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    with mail_server(Mailbox(seals=context, password=("portal", "a pass:word"))) as box:
        send(mail_at(f"smtp://portal:a%20pass%3Aword@{ELSEWHERE}:{box.port}"), letter)
    assert box.addresses == ["awa@example.fr"]
    assert [line.split()[0].upper() for line in box.heard[:4]] == ["EHLO", "STARTTLS", "EHLO", "AUTH"]


def test_a_server_that_does_not_seal_the_line_gets_neither_password_nor_letter(letter: Letter) -> None:
    with mail_server(Mailbox(password=("portal", "secret"))) as box, pytest.raises(NoWay):
        send(mail_at(f"smtp://portal:secret@{ELSEWHERE}:{box.port}"), letter)
    assert [line.split()[0].upper() for line in box.heard if line] == ["EHLO"]


@pytest.mark.parametrize("sealed", [True, False])
def test_a_server_that_cannot_say_who_it_is_gets_nothing(letter: Letter, tmp_path: Path, *, sealed: bool) -> None:
    context, _nobody_trusts_it = a_certificate(tmp_path, "127.1")
    box = Mailbox(seals=None if sealed else context)
    with mail_server(box, sealed_by=context if sealed else None), pytest.raises(NoWay):
        send(mail_at(f"smtp{'s' * sealed}://{ELSEWHERE}:{box.port}"), letter)
    assert box.taken == []


def test_a_line_sealed_from_the_first_byte_works_too(
    letter: Letter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, trusted = a_certificate(tmp_path, "127.1")
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    with mail_server(Mailbox(), sealed_by=context) as box:
        send(mail_at(f"smtps://{ELSEWHERE}:{box.port}"), letter)
    assert box.addresses == ["awa@example.fr"]


def test_a_wrong_password_and_a_server_that_is_not_there_are_no_way(letter: Letter) -> None:
    with mail_server(Mailbox(password=("portal", "right"))) as box:
        mail = mail_at(f"smtp://portal:wrong@127.0.0.1:{box.port}")
        with pytest.raises(NoWay):
            send(mail, letter)
    with pytest.raises(NoWay):
        send(mail, letter)


def test_what_goes_wrong_tells_nobody_s_address(letter: Letter, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with mail_server(Mailbox(refuses=frozenset({"gone@example.fr"}))) as box:
        for address in ("gone@example.fr", "no address"):
            with pytest.raises(NotSent) as raised:
                send(replace(HERE, port=box.port), letter, address)
            assert str(raised.value) == ""
            assert raised.value.__cause__ is None
            assert raised.value.__suppress_context__ or raised.value.__context__ is None
    assert "example.fr" not in caplog.text


def test_the_settings_are_read_or_refused_in_plain_words() -> None:
    sender = {"PORTAL_MAIL_FROM": "portal@agency.example"}
    read = mail_at("smtp://me:a%20b@mail.example")
    assert (read.host, read.port, read.sealed, read.is_here) == ("mail.example", 587, False, False)
    assert (read.user, read.password, read.sender) == ("me", "a b", "portal@agency.example")
    assert "a b" not in repr(read)
    sealed = mail_at("smtps://mail.example:4650")
    assert (sealed.port, sealed.sealed, sealed.user) == (4650, True, "")
    assert settings_from({}).mail is None
    for wrong in ("mail.example", "http://mail.example", "smtp://", "smtp://mail.example:mail", "smtp://[x"):
        with pytest.raises(SystemExit, match="PORTAL_SMTP_URL must be like"):
            settings_from({"PORTAL_SMTP_URL": wrong, **sender})
    for wrong in ("", "portal", "a@b\r\nBcc: c@d", "Portal <a@b.fr>"):
        with pytest.raises(SystemExit, match="PORTAL_MAIL_FROM must be"):
            settings_from({"PORTAL_SMTP_URL": "smtp://mail.example", "PORTAL_MAIL_FROM": wrong})


def test_a_driver_is_one_class_with_one_method() -> None:
    assert {name for name in vars(Smtp) if not name.startswith("_")} == {"send", "close"}
    assert ssl.create_default_context().verify_mode is ssl.CERT_REQUIRED
