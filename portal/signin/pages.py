"""The pages of signing in and out: the first page, the card, its two pictures, staff, one's devices."""

from flask import current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from portal.core.actors import Actor, Person
from portal.core.permissions import Permission, Role, may
from portal.core.words import Words, say
from portal.signin import accounts, cards, passing, throttle
from portal.signin.code import Slip, read_secret
from portal.signin.entering import DEVICES, close, enter
from portal.signin.forms import CardForm, StaffForm
from portal.signin.pictures import BY_KEY, PICTURES
from portal.signin.ways import WAYS
from portal.storage.answers.left import left_by
from portal.storage.people import sessions
from portal.web import language
from portal.web.beside import stop_all
from portal.web.current import moment, work
from portal.web.kiosk import here
from portal.web.pages import Feature, always, everywhere, page
from portal.web.parts import parts_of
from portal.web.site import ours, way_back

signin = Feature("signin", __name__, views=("kiosks", "left"))

HOMES = {
    Role.PERSON: "web.home",
    Role.HELPER: "helping.visit",
    Role.COUNSELLOR: "caseload.day",
    Role.MANAGER: "agency.agency",
}
"""Where each role begins."""

SLIP = say("A letter is missing or wrong. Look at your card again.")
UNKNOWN = say("We do not know this card. Ask at the desk.")
WRONG = say("These are not your two pictures. Start again.")
RESTS = say("Too many tries. Wait 15 minutes, or ask at the desk.")
STAFF_WRONG = say("These do not go together. Check all three.")
STAFF_RESTS = say("Too many tries. Wait 15 minutes, or ask your manager.")
STAFF_REFUSED = {
    accounts.Refusal.WRONG: STAFF_WRONG,
    accounts.Refusal.RESTS: STAFF_RESTS,
    accounts.Refusal.STOPPED: say("Your account is stopped: ask your manager."),
}


def home_of(actor: Actor) -> str:
    """Return the address of the first page of a role."""
    return url_for(HOMES[actor.role])


def ask_to_sign_in(permission: Permission) -> ResponseReturnValue:
    """Send somebody to the way in that fits the page, and back to it afterwards; at a kiosk, to its first page."""
    if here():
        return redirect(url_for("signin.welcome"), 303)
    back = request.path if request.method == "GET" else "/"
    way = "signin.card" if may(Role.PERSON, permission) else "signin.staff"
    return redirect(url_for(way, back=back), 303)


def ask_again() -> ResponseReturnValue:
    """Show that a page was too old, with a way on."""
    return make_response(render_template("signin/old_page.html", back=ours(request.path)), 422)


@page(signin, "/", Permission.VISIT, alone=always)
def welcome(actor: Actor | None) -> ResponseReturnValue:
    """Greet, in every language, and show the ways in."""
    if actor:
        return redirect(home_of(actor), 303)
    return render_template("signin/kiosk.html" if here() else "signin/welcome.html", ways=WAYS)


@page(signin, "/sign-in", Permission.VISIT)
def card(_actor: Actor | None) -> ResponseReturnValue:
    """Ask for the letters of the card."""
    return _show_card(CardForm(), None)


@page(signin, "/sign-in", Permission.VISIT, method="POST")
def read_card(_actor: Actor | None) -> ResponseReturnValue:
    """Take the letters of the card and go on to the pictures."""
    form, current = CardForm(), work()
    network = throttle.network_of(current.ring, request.remote_addr, throttle.Door.CARD)
    try:
        secret = read_secret(form.code.data or "")
    except Slip:
        return _show_card(form, SLIP)
    digest = cards.digest_of(current.ring, secret)
    found = cards.find_card(current.connection, current.ring, digest, current.now)
    if found is None or not found.usable:
        return _unknown_card(form, network)
    return _pass_on(passing.start(digest, current.now, way_back()))


@everywhere(signin, "/c/<secret>", secret=True)
def arrive(secret: str) -> ResponseReturnValue:
    """Take a scanned card and go on at once, so that its address stays nowhere."""
    try:
        digest = cards.digest_of(parts_of(current_app).ring, read_secret(secret))
    except Slip:
        return redirect(url_for("signin.card"), 303)
    return _pass_on(passing.start(digest, moment(), "/"))


@everywhere(signin, "/C/<secret>", secret=True)
def arrive_in_capitals(secret: str) -> ResponseReturnValue:
    """Do the same for the address a card is printed with: in capitals, its square has fewer and larger dots."""
    return arrive(secret=secret)


@page(signin, "/sign-in/pictures", Permission.VISIT)
def pictures(_actor: Actor | None) -> ResponseReturnValue:
    """Ask for the next of the two pictures."""
    return _show_pictures(WRONG if request.args.get("again") else None)


@page(signin, "/sign-in/pictures", Permission.VISIT, method="POST")
def tap_picture(_actor: Actor | None) -> ResponseReturnValue:
    """Take one picture; after the second, sign in or show both to be remembered."""
    current = work()
    way = passing.find(current.ring, current.now)
    tapped = request.form.get("picture", "")
    if way is None or tapped not in BY_KEY:
        return _show_pictures(None)
    way = way.tapped(tapped)
    if not way.second:
        return passing.keep(redirect(url_for("signin.pictures"), 303), current.ring, way)
    found = cards.find_card(current.connection, current.ring, bytes.fromhex(way.card), current.now)
    if found is None or not found.usable:
        return passing.drop(_show_card(CardForm(), UNKNOWN))
    if found.is_new:
        return passing.keep(redirect(url_for("signin.remember"), 303), current.ring, way)
    return _try(found, way)


@page(signin, "/sign-in/remember", Permission.VISIT)
def remember(_actor: Actor | None) -> ResponseReturnValue:
    """Show, once, the two pictures that were chosen."""
    current = work()
    way = passing.find(current.ring, current.now)
    if way is None or not way.second:
        return redirect(url_for("signin.card"), 303)
    return render_template("signin/remember.html", first=BY_KEY[way.first], second=BY_KEY[way.second])


@page(signin, "/sign-in/remember", Permission.VISIT, method="POST")
def keep_pictures(_actor: Actor | None) -> ResponseReturnValue:
    """Keep the two pictures and sign in, or choose others."""
    current = work()
    way = passing.find(current.ring, current.now)
    if way is None or not way.second:
        return redirect(url_for("signin.card"), 303)
    if request.form.get("do") == "others":
        return passing.keep(redirect(url_for("signin.pictures"), 303), current.ring, way.again())
    found = cards.find_card(current.connection, current.ring, bytes.fromhex(way.card), current.now)
    if found is None or not found.usable or not found.is_new:
        return redirect(url_for("signin.card"), 303)
    cards.choose_pictures(current.connection, found, way.first, way.second)
    return _let_in(found, way)


@page(signin, "/sign-out", Permission.VISIT, method="POST", alone=always)
def sign_out(_actor: Actor | None) -> ResponseReturnValue:
    """End the session here and on the server."""
    return close()


@page(signin, "/goodbye", Permission.VISIT)
def goodbye(_actor: Actor | None) -> ResponseReturnValue:
    """Say that everything is kept and closed."""
    return render_template("signin/goodbye.html")


@page(signin, "/devices", Permission.END_SESSIONS)
def devices(actor: Actor) -> ResponseReturnValue:
    """Show where one is signed in."""
    current = work()
    found = sessions.devices(current.connection, actor, current.key, current.now)
    return render_template("signin/devices.html", devices=found, here_digest=current.session_digest, names=DEVICES)


@page(signin, "/devices", Permission.END_SESSIONS, method="POST")
def end_device(actor: Actor) -> ResponseReturnValue:
    """End one session; or all but this one, and the visit that goes on."""
    current, wished = work(), request.form.get("device", "all")
    others = [d.digest for d in sessions.devices(current.connection, actor, current.key, current.now)]
    for digest in others:
        if digest != current.session_digest and wished in {"all", digest.hex()}:
            sessions.end(current.connection, actor.id, current.now, digest)
    if isinstance(actor, Person) and wished == "all":
        stop_all(actor)
    return redirect(url_for("signin.devices"), 303)


@page(signin, "/staff", Permission.VISIT)
def staff(_actor: Actor | None) -> ResponseReturnValue:
    """Ask staff for name, password and code."""
    return render_template("signin/staff.html", form=StaffForm(), problem=None, back=way_back())


@page(signin, "/staff", Permission.VISIT, method="POST")
def staff_enter(_actor: Actor | None) -> ResponseReturnValue:
    """Sign a member of staff in."""
    form, current = StaffForm(), work()
    network = throttle.network_of(current.ring, request.remote_addr, throttle.Door.STAFF)
    if throttle.must_wait(current.connection, network, current.now):
        return _show_staff(form, STAFF_RESTS)
    claim = accounts.Claim(form.login.data or "", form.password.data or "", form.code.data or "")
    result = accounts.sign_in(current.connection, current.ring, claim, current.now)
    if isinstance(result, accounts.Refusal):
        throttle.count(current.connection, network, current.now)
        return _show_staff(form, STAFF_REFUSED[result])
    enter(result.actor, result.key)
    back = way_back()
    return redirect(back if back != "/" else home_of(result.actor), 303)


def _unknown_card(form: CardForm, network: bytes) -> Response:
    """Count a card that does not exist. Its many tries shut out nobody who holds a real one."""
    current = work()
    if throttle.must_wait(current.connection, network, current.now):
        return _show_card(form, RESTS)
    throttle.count(current.connection, network, current.now)
    return _show_card(form, UNKNOWN)


def _show_staff(form: StaffForm, problem: Words) -> Response:
    return make_response(render_template("signin/staff.html", form=form, problem=problem, back=way_back()), 422)


def _show_card(form: CardForm, problem: Words | None) -> Response:
    page_ = render_template("signin/card.html", form=form, problem=problem, back=way_back())
    return make_response(page_, 422 if problem else 200)


def _pass_on(way: passing.Passing) -> Response:
    response = redirect(url_for("signin.pictures"), 303)
    return passing.keep(response, parts_of(current_app).ring, way)


def _show_pictures(problem: Words | None) -> Response:
    """Show the sixteen pictures, for choosing or for proving; without a card, go back to the card."""
    current = work()
    way = passing.find(current.ring, current.now)
    found = cards.find_card(current.connection, current.ring, bytes.fromhex(way.card), current.now) if way else None
    if way is None or found is None or not found.usable:
        return make_response(redirect(url_for("signin.card"), 303)) if way is None else _show_card(CardForm(), UNKNOWN)
    if found.is_locked or found.rests(current.now):
        until = language.current().time(found.locked_until) if found.locked_until and not found.is_locked else None
        return make_response(render_template("signin/resting.html", until=until), 429)
    number = 2 if way.first else 1
    shown = render_template(
        "signin/pictures.html", pictures=PICTURES, number=number, choosing=found.is_new, problem=problem
    )
    return make_response(shown, 422 if problem else 200)


def _try(found: cards.Card, way: passing.Passing) -> Response:
    current = work()
    network = throttle.network_of(current.ring, request.remote_addr, throttle.Door.PICTURES)
    if throttle.must_wait(current.connection, network, current.now):
        return make_response(render_template("signin/resting.html", until=None), 429)
    result = cards.try_pictures(current.connection, current.ring, found, (way.first, way.second), current.now)
    if result is cards.Try.RIGHT:
        return _let_in(found, way)
    throttle.count(current.connection, network, current.now)
    return passing.keep(redirect(url_for("signin.pictures", again=1), 303), current.ring, way.again())


def _let_in(found: cards.Card, way: passing.Passing) -> Response:
    person = Person(id=found.person_id, agency_id=found.agency_id)
    enter(person, found.key)
    after = way.back if way.back != "/" else home_of(person)
    if found.is_new:
        after = url_for("transparency.short", back=after)
    if left_by(work().connection, found.key):
        after = url_for("signin.left", back=after)
    return passing.drop(make_response(redirect(after, 303)))
