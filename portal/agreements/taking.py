"""What was agreed, on paper: for the person to keep, show or hang on a wall."""

from flask import Response, abort, current_app
from flask.typing import ResponseReturnValue

from portal.agreements.feature import agreements
from portal.agreements.pdf import AgreedGroup, AgreedLine, AgreedSheet, agreed_pdf
from portal.agreements.wording import Group, Shown, groups_of, titles_in
from portal.core.actors import Person
from portal.core.permissions import Permission
from portal.core.words import say
from portal.storage.caseload.transfers import counsellor_of
from portal.storage.dialogue.agreements import Agreement, agreements_with
from portal.storage.dialogue.interviews import next_planned
from portal.storage.people.people import agency_of
from portal.web import language
from portal.web.current import work
from portal.web.language import Language
from portal.web.pages import page
from portal.web.parts import parts_of
from portal.web.pdf import DAY_AND_TIME, PORTAL, Said

TITLE = say("What we agreed")
WRITTEN = say("Written by %(name)s on %(day)s.")
NO_CONTRACT = say("This is not a contract. It is to remember what we said.")
NEXT = say("Our next interview")
SPEAK = say("Something is not right? Say it on your page, or call: %(phone)s")


@page(agreements, "/agreed/<int:agreement>.pdf", Permission.SEE_AGREEMENTS)
def on_paper(person: Person, agreement: int) -> ResponseReturnValue:
    """Give one agreement as a paper, in the language of the page."""
    found = agreements_with(work().vault, person.id)
    one = next((one for one in found if one.number == agreement), None) or abort(404)
    paper = _paper(person, one, language.current().alone, is_newest=one is found[0])
    response = Response(paper, mimetype="application/pdf")
    response.headers["Content-Disposition"] = 'attachment; filename="agreed.pdf"'
    return response


def _paper(person: Person, agreement: Agreement, words: Language, *, is_newest: bool) -> bytes:
    current, parts = work(), parts_of(current_app)
    meets = next_planned(current.connection, person.id, current.now) if is_newest else None
    agency = agency_of(current.connection, person.agency_id)
    spoken = parts.languages.offered.get(agreement.language, words)
    titles = titles_in(words, agreement.then(counsellor_of(current.connection, person.id)))
    sheet = AgreedSheet(
        language=words.tag,
        direction=words.direction,
        portal=words.say(PORTAL),
        title=words.say(TITLE),
        notes=(
            words.say(WRITTEN, name=agreement.by, day=words.day(agreement.at)),
            words.say(NO_CONTRACT),
        ),
        groups=tuple(_group(titles[group.who], group, spoken) for group in groups_of(agreement, words)),
        next_title=words.say(NEXT) if meets else "",
        next=words.say(DAY_AND_TIME, day=words.day(meets), time=words.time(meets)) if meets else "",
        end=(f"{agency.name}, {agency.address}", words.say(SPEAK, phone=agency.phone)),
    )
    return agreed_pdf(sheet, built=parts.settings.built)


def _group(title: str, group: Group, spoken: Language) -> AgreedGroup:
    return AgreedGroup(title=title, lines=tuple(_line(line, spoken) for line in group.lines))


def _line(line: Shown, spoken: Language) -> AgreedLine:
    own = Said(text=line.words, language=spoken.tag, direction=spoken.direction) if line.words else None
    return AgreedLine(picture=line.picture, phrase=line.phrase, words=own, until=line.until)
