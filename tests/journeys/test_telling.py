"""Telling in one's own way: jobs done, a place, another language half-way."""

from tests.journeys.conftest import NewPhone
from tests.journeys.phone import Phone
from tests.people import APerson

JOBS, PLACE = "/dossier/background-jobs", "/dossier/wish-place"


def test_a_person_tells_three_jobs_changes_one_and_takes_one_away(phone: Phone, person: APerson) -> None:
    phone.is_in(person).opens(JOBS)
    _tells_a_job(phone.taps("Add one"), "restaurant", "Cooking in a restaurant")
    _tells_a_job(phone.taps("Add another one"), "windows", "Cleaning windows")
    _tells_a_job(phone.taps("Add another one"), "offices", "Cleaning offices and shops")
    assert len(_told(phone)) == 3
    assert not phone.finds("Add another one").count()
    phone.taps("Change", "Cleaning windows")
    assert phone.chosen == ["Cleaning windows"]
    phone.taps("Answer").answers("More than 2 years")
    assert phone.chosen == ["Here, in France"]
    phone.taps("Answer")
    phone.taps("Take away", "Cooking in a restaurant").does_not_see("Cooking in a restaurant")
    assert [told[:2] for told in _told(phone)] == [
        ["Cleaning windows", "More than 2 years"],
        ["Cleaning offices and shops", "Less than 6 months"],
    ]
    phone.taps("That is all").opens("/dossier/check").sees("Cleaning windows", "More than 2 years")


def _tells_a_job(phone: Phone, typed: str, job: str) -> None:
    phone.writes(typed).taps("Search").answers(job)
    phone.answers("Less than 6 months").answers("Here, in France")


def _told(phone: Phone) -> list[list[str]]:
    return [line.split("\n") for line in phone.page.locator("main .lines li").all_inner_texts()]


def test_a_person_finds_a_place_without_scripts(new_phone: NewPhone, person: APerson) -> None:
    phone = new_phone("fr", java_script_enabled=False).is_in(person).opens(PLACE)
    phone.writes("42000").taps("Search").chooses("Saint-Étienne (42)")
    phone.writes("villeurbane").taps("Search")
    assert phone.chosen == ["Saint-Étienne (42)"]
    phone.answers("Villeurbanne (69)").opens("/dossier/check").sees("Saint-Étienne (42)", "Villeurbanne (69)")


def test_a_place_nobody_knows_is_kept_in_the_persons_words(phone: Phone, person: APerson) -> None:
    phone.is_in(person).opens(PLACE).writes("xyzzyplugh").taps("Answer")
    phone.sees("Choose one of these, or keep your own words.")
    assert phone.written == "xyzzyplugh"
    phone.touches(phone.page.locator("label.tile").filter(has_text="xyzzyplugh"))
    phone.taps("Answer").opens("/dossier/check").sees("xyzzyplugh")


def test_a_person_changes_the_language_half_way(new_phone: NewPhone, person: APerson) -> None:
    phone = new_phone("fr").is_in(person).opens("/dossier/about-name").writes("Samira").taps("Answer").taps("Skip")
    here = phone.address
    phone.touches(phone.page.get_by_role("link", name="Français"))
    phone.is_at("Choose your language")
    with phone.page.expect_navigation():
        phone.touches(phone.page.get_by_role("button", name="العربية"))
    phone.language = "ar"
    assert phone.address == here
    assert phone.page.locator("html").get_attribute("lang") == "ar"
    phone.answers("Yes").opens("/dossier/check").is_at("Check your answers").sees("Samira")


def test_what_is_not_clear_is_said_at_the_field_and_on_top_with_the_words_kept(
    new_phone: NewPhone, person: APerson
) -> None:
    phone = new_phone("ar").is_in(person).opens("/dossier/about-phone").writes("صفر ستة").taps("Answer")
    assert phone.status == 422
    assert phone.written == "صفر ستة"
    problem = phone.say("Write only the number, like 06 12 34 56 78.")
    assert problem in phone.page.get_by_role("alert").inner_text()
    assert problem in phone.page.locator("#answer-problem").inner_text()
    assert phone.page.evaluate("document.activeElement.classList.contains('summary')")
    phone.touches(phone.page.get_by_role("link", name=problem))
    assert phone.page.evaluate("document.activeElement.id") == "answer"
    phone.writes("٠٦ ٣٩ ٩٨ ٥٢ ١٦").taps("Answer")
    assert phone.status == 200
