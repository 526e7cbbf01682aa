"""The person's own page of visits: who, when, how it began and ended, what was written, each undone later; a slip."""

from pathlib import Path

import pytest
from flask import Flask

from portal.helping.slip import Slip, SlipRow, slip_pdf
from portal.web.pdf import Direction
from tests.conftest import BOTH
from tests.pages.samples import A_CHOICE, A_TEXT, PAST_JOBS, kept
from tests.pages.visiting import A_PART, agrees_on_phone, at_the_agency_of, code_on
from tests.papers import Paper
from tests.people import APerson, signed_in, somebody
from tests.visitor import Visitor, words_of


def ends(screen: Visitor) -> None:
    screen.opens("/visit").sends(action="/visit/stop")


def newest(phone: Visitor) -> Visitor:
    """Open the newest visit that is over."""
    return phone.opens("/visits").follows("Lina")


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_what_was_written_in_a_visit_is_undone_later(app: Flask, person: APerson) -> None:
    here, phone = at_the_agency_of(app, person), signed_in(app, person)
    phone.opens(f"/dossier/{A_TEXT}").sends({"answer": "Fatou"}, do="answer")
    screen = here.beside(person).opens(f"/dossier/{A_TEXT}").sends({"answer": "Fanta"}, do="answer")
    ends(screen)
    newest(phone)
    assert "It began with your card. You stopped it." in phone.page.words
    assert "Fanta" in phone.page.words
    phone.sends(do=f"{A_TEXT}|")
    assert kept(app, person, A_TEXT)[0][1] == "Fatou"
    assert "Take it back" not in phone.page.words


def test_what_the_person_changed_since_is_not_undone(app: Flask, person: APerson) -> None:
    here, phone = at_the_agency_of(app, person), signed_in(app, person)
    ends(here.beside(person).opens(f"/dossier/{A_TEXT}").sends({"answer": "Fanta"}, do="answer"))
    phone.opens(f"/dossier/{A_TEXT}").sends({"answer": "Awa"}, do="answer")
    newest(phone)
    assert "Fanta" not in phone.page.words
    assert "Changed since then" in phone.page.words
    token = next(one.get("value") for one in phone.page.all("input") if one.get("name") == "csrf_token")
    phone.posts(phone.page.address, {"csrf_token": token or "", "do": f"{A_TEXT}|"})
    assert kept(app, person, A_TEXT) == [(kept(app, person, A_TEXT)[0][0], "Awa")]


def test_a_later_visit_of_the_same_helper_is_another_one(app: Flask, person: APerson) -> None:
    here, phone = at_the_agency_of(app, person), signed_in(app, person)
    ends(here.beside(person))
    ends(here.beside(person).opens(f"/dossier/{A_TEXT}").sends({"answer": "Fanta"}, do="answer"))
    links = (one for one in phone.opens("/visits").page.all("a") if words_of(one).startswith("Lina"))
    second, first = (link.get("href") or "" for link in links)
    assert "Nothing was written in this visit." in phone.opens(first).page.words
    assert "Fanta" in phone.opens(second).page.words


def test_a_repeated_thing_is_taken_back_whole(app: Flask, person: APerson) -> None:
    here, phone = at_the_agency_of(app, person), signed_in(app, person)
    screen = here.beside(person).opens(f"/dossier/{PAST_JOBS}/1/{A_PART}").sends({"answer": "cook at sea"}, do="answer")
    screen.opens("/visit/finish")
    assert "cook at sea" in screen.page.words
    ends(screen)
    newest(phone).sends(do=f"{PAST_JOBS}|1")
    assert "cook at sea" not in phone.opens(f"/dossier/{PAST_JOBS}").page.words


def test_nobody_sees_the_visits_of_somebody_else(app: Flask, person: APerson) -> None:
    here = at_the_agency_of(app, person)
    ends(here.beside(person))
    address = newest(signed_in(app, person)).page.address
    other = signed_in(app, somebody(app))
    assert "No helper was with you yet." in other.opens("/visits").page.words
    other.opens(address, status=404)
    other.opens(f"{address}/slip.pdf", status=404)


def test_two_people_of_the_same_first_name_in_a_row_have_each_their_own(app: Flask, person: APerson) -> None:
    here, other = at_the_agency_of(app, person), somebody(app)
    there = at_the_agency_of(app, other)
    screen = here.beside(person).opens(f"/dossier/{A_TEXT}").sends({"answer": "Fanta"}, do="answer")
    screen.opens("/visit").sends(action="/visit/stop")
    assert screen.page.address == "/"
    assert "Fanta" not in screen.opens("/visit/finish").page.text
    again = there.beside(other).opens(f"/dossier/{A_TEXT}")
    assert "Fanta" not in again.page.text
    again.sends({"answer": "Nadia"}, do="answer").opens("/visit/finish")
    assert "Fanta" not in again.page.text
    assert [kept(app, one, A_TEXT)[0][1] for one in (person, other)] == ["Fanta", "Nadia"]


def test_the_slip_tells_who_and_when_and_how_many_and_nothing_else(app: Flask, person: APerson, tmp_path: Path) -> None:
    here, phone = at_the_agency_of(app, person), signed_in(app, person)
    screen = here.beside(person).opens(f"/dossier/{A_TEXT}").sends({"answer": "Fanta"}, do="answer")
    screen.opens("/visit/finish").sends({"picture": "cat"}, action="/visit/send")
    code = code_on(screen.sends({"picture": "rose"}, action="/visit/send"))
    screen.opens("/visit/slip")
    told = [words_of(one) for one in screen.page.all("dd")]
    assert (told[0], told[2:]) == ("Agence du Port", ["Lina", "1", code])
    assert "Fanta" not in screen.page.text
    ends(screen)
    path = tmp_path / "slip.pdf"
    path.write_bytes(phone.client.get(newest(phone).page.link("A small paper")).data)
    paper = Paper(path).text
    for words in ("Agence du Port", "Lina", code):
        assert words in paper
    assert "Fanta" not in paper
    assert "Ali" not in paper


def test_the_slip_tells_nothing_of_what_the_person_sends_meanwhile_on_their_phone(app: Flask, person: APerson) -> None:
    here, phone = at_the_agency_of(app, person), signed_in(app, person)
    screen = here.beside(person)
    phone.opens(f"/dossier/{A_TEXT}").sends({"answer": "Fanta"}, do="answer")
    phone.opens("/dossier/check").presses("Send to my counsellor")
    screen.opens("/visit/slip")
    assert [words_of(one) for one in screen.page.all("dd")][2:] == ["Lina", "0"]


def test_a_screen_lets_no_slip_out_as_a_file(app: Flask, person: APerson) -> None:
    here, phone = at_the_agency_of(app, person), signed_in(app, person)
    ends(here.beside(person))
    address = newest(phone).page.link("A small paper")
    used = signed_in(app, person, kiosk=here.kiosk)
    assert newest(used).page.words.count("A small paper") == 0
    assert used.client.get(address).status_code == 303


@pytest.mark.parametrize(("language", "direction"), [("fr", "ltr"), ("ar", "rtl")])
def test_the_slip_is_one_small_page_that_can_be_heard(tmp_path: Path, language: str, direction: Direction) -> None:
    slip = Slip(
        language=language,
        direction=direction,
        portal="Mes mots",
        title="Un aidant a écrit avec moi" if language == "fr" else "كتب معي مساعد",
        rows=(SlipRow(label="Agence", words="Agence du Port"), SlipRow(label="L’aidant", words="Lina")),
        code="Votre code",
        codes=("K3F9 7QXM 2D8P 4WRT 0000", "AAAA BBBB CCCC DDDD EEEE"),
        note="Ce que nous avons écrit n’est pas sur ce papier.",
    )
    path = tmp_path / "slip.pdf"
    path.write_bytes(slip_pdf(slip))
    paper = Paper(path)
    assert (paper.findings, paper.pages, paper.language) == ([], 1, language)
    assert "Lina" in paper.text
    assert "K3F9 7QXM 2D8P 4WRT 0000" in paper.text
    assert [round(float(side) / 72 * 25.4) for side in paper._pdf.pages[0].mediabox[2:]] == [105, 148]


def test_the_phone_lists_how_each_visit_began(app: Flask, person: APerson) -> None:
    here = at_the_agency_of(app, person)
    phone, code = agrees_on_phone(app, person)
    screen = here.comes(code).opens(f"/dossier/{A_CHOICE}")
    assert "It began with your phone." in phone.opens("/visits").page.words
    ends(screen)
    here.beside(person)
    assert "Lina is with you" in phone.opens("/visits").page.words
    assert "It began with your phone. You stopped it." in phone.page.words
