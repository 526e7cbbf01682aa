"""Saved is not sent: the person decides when, keeps a receipt, and can correct for as long as they want."""

import re
from datetime import UTC, datetime

from flask import Flask

from portal.core.receipts import Sending, Statement
from portal.signin.cards import make_card
from portal.storage.answers.receipts import Receipt, add_receipt, receipts_of
from portal.web.parts import parts_of
from tests.pages.samples import A_HARD_ONE, A_LONG_TEXT, A_TEXT, GATED
from tests.people import APerson, count_of, signed_in
from tests.visitor import Visitor


def tells(visitor: Visitor, question: str, words: str) -> None:
    visitor.opens(f"/dossier/{question}").sends({"answer": words}, do="answer")


def sends(visitor: Visitor) -> None:
    visitor.opens("/dossier/check").presses("Send to my counsellor")


def code_on(visitor: Visitor) -> str:
    code = re.search(r"(?:[0-9A-Z]{4} ){4}[0-9A-Z]{4}", visitor.page.words)
    assert code
    return code.group()


def sent_by(app: Flask, person: APerson) -> list[Receipt]:
    with parts_of(app).database.transaction(writes=False) as connection:
        return receipts_of(connection, person.key, person.id)


def test_nothing_is_sent_before_the_person_says_so(app: Flask, visitor: Visitor) -> None:
    tells(visitor, A_TEXT, "Awa")
    visitor.opens("/dossier/check")
    assert visitor.page.says("Saved is not sent. Your counsellor sees nothing yet.")
    assert count_of(parts_of(app).database, "receipts") == 0


def test_the_receipt_holds_the_persons_own_words_and_a_code(visitor: Visitor) -> None:
    tells(visitor, A_LONG_TEXT, "Je sais souder. أعرف اللحام.")
    sends(visitor)
    assert visitor.page.title == "It is sent. Thank you."
    assert visitor.page.says("Je sais souder. أعرف اللحام.")
    assert code_on(visitor)


def test_sending_twice_is_one_sending(app: Flask, visitor: Visitor) -> None:
    tells(visitor, A_TEXT, "Awa")
    sends(visitor)
    first = code_on(visitor)
    token = visitor.opens("/dossier/check").page.form(action="/sign-out")
    visitor.posts("/dossier/send", {"csrf_token": str(token[0].get("value"))})
    assert code_on(visitor) == first
    assert count_of(parts_of(app).database, "receipts") == 1


def test_sending_again_leads_to_the_receipt_of_the_dossier_whatever_else_was_sent_since(
    app: Flask, person: APerson, visitor: Visitor
) -> None:
    tells(visitor, A_TEXT, "Awa")
    an_old_page = visitor.opens("/dossier/check").page
    visitor.presses("Send to my counsellor")
    first, parts = code_on(visitor), parts_of(app)
    week = Statement(about=Sending.WEEK, agency="Agence du Port", at=datetime.now(UTC), language="en", parts=())
    with parts.database.transaction(writes=True) as connection:
        add_receipt(connection, parts.ring, person.key, week)
    visitor.page = an_old_page
    visitor.presses("Send to my counsellor")
    assert code_on(visitor) == first


def test_after_a_correction_the_person_sends_again_and_keeps_both_receipts(visitor: Visitor) -> None:
    tells(visitor, A_TEXT, "Awa")
    sends(visitor)
    first = code_on(visitor)
    tells(visitor, A_TEXT, "Aïssa")
    visitor.opens("/dossier/check")
    assert visitor.page.says("You changed something. Send again to show it.")
    sends(visitor)
    assert code_on(visitor) != first
    assert visitor.page.says("Aïssa")
    visitor.opens("/receipts/1")
    assert visitor.page.says("Awa")
    assert code_on(visitor) == first


def test_nothing_at_all_cannot_be_sent_and_the_page_says_what_to_do(visitor: Visitor) -> None:
    tells(visitor, A_TEXT, "Awa")
    an_old_page = visitor.opens("/dossier/check").page
    visitor.opens(f"/dossier/{A_TEXT}").sends(do="skip")
    visitor.opens("/dossier/check")
    assert visitor.page.says("There is nothing to send.")
    visitor.page = an_old_page
    visitor.presses("Send to my counsellor", status=422)
    assert visitor.page.says("Answer one question first. Then you can send.")


def test_words_not_understood_are_not_sent_but_wait(visitor: Visitor) -> None:
    tells(visitor, A_TEXT, "Awa")
    visitor.opens("/dossier/about-phone").sends({"answer": "my sister's"}, do="answer", status=422)
    sends(visitor)
    assert not visitor.page.says("my sister's")
    assert visitor.opens("/dossier/check").page.says("Something here is waiting for you.")


def test_an_answer_off_the_path_is_kept_but_not_sent(app: Flask, person: APerson, visitor: Visitor) -> None:
    dependent = next(question for question in GATED.questions if question.depends_on)
    on = GATED.questions[[question.key for question in GATED.questions].index(dependent.depends_on[0])]
    for question, answer in ((on.key, "yes"), (dependent.key, "carrying"), (on.key, "no")):
        visitor.opens(f"/dossier/{question}").sends({"answer": answer, "consent": "yes"}, do="answer")
    sends(visitor)
    assert [line.question for line in sent_by(app, person)[0].statement.lines] == [on.key]
    visitor.opens(f"/dossier/{on.key}").sends({"answer": "yes", "consent": "yes"}, do="answer")
    sends(visitor)
    assert dependent.key in [line.question for line in sent_by(app, person)[0].statement.lines]


def test_what_is_difficult_is_sent_and_shown_in_the_person_s_language_and_marked_never_to_be_printed(
    app: Flask, person: APerson
) -> None:
    visitor, words = signed_in(app, person, "fr"), parts_of(app).languages.offered["fr"]
    hard = next(question for question in GATED.questions if question.depends_on)
    tells(visitor, A_TEXT, "Awa")
    visitor.opens(f"/dossier/{hard.depends_on[0]}").sends({"answer": "yes", "consent": "yes"}, do="answer")
    visitor.opens("/dossier/check").presses("Envoyer")
    parts = sent_by(app, person)[0].statement.parts
    assert [part.printed for part in parts] == [part.title != words.say(GATED.title) for part in parts] == [True, False]
    assert visitor.page.says(words.say(GATED.title))


def test_a_lost_card_does_not_lose_what_was_told(app: Flask, person: APerson, visitor: Visitor) -> None:
    tells(visitor, A_TEXT, "Awa")
    parts = parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        fresh = make_card(connection, parts.ring, person.id, datetime.now(UTC))
    back = Visitor(app).opens(f"/c/{fresh}").sends({"picture": "cat"}).sends({"picture": "rose"}).sends(do="keep")
    assert 'value="Awa"' in back.opens(f"/dossier/{A_TEXT}").page.text


def test_a_wish_to_talk_that_comes_back_later_can_be_sent(app: Flask, person: APerson, visitor: Visitor) -> None:
    tells(visitor, A_TEXT, "Awa")
    visitor.opens(f"/dossier/{A_HARD_ONE}").sends(do="talk")
    sends(visitor)
    visitor.opens("/dossier/check").presses("I no longer want this")
    visitor.opens(f"/dossier/{A_HARD_ONE}").sends(do="talk")
    counsellor = signed_in(app, person.counsellor).opens(f"/people/{person.id}")
    assert not counsellor.page.says("Wishes to talk about something face to face.")
    sends(visitor)
    assert counsellor.opens(f"/people/{person.id}").page.says("Wishes to talk about something face to face.")
