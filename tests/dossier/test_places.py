"""People find where they live by its name or its postcode, however they write them."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import portal
from portal.dossier.places import Place, Places, load_places, write_places

BUILT = Path(portal.__file__).parent / "built" / "places.tsv.gz"
PLACES = load_places(BUILT)
ALL_CODES = [line.split("\t")[1] for line in PLACES.lines.decode().splitlines()]
EVERY = len(ALL_CODES)

VILLAGE = {
    "code": "01004",
    "nom": "L'Île-Sainte-Œuvre",
    "type": "commune-actuelle",
    "departement": "01",
    "codesPostaux": ["01510", "01500"],
    "population": 120,
}
TOWN = VILLAGE | {"code": "01005", "nom": "Grand-Bourg", "population": 9000, "codesPostaux": ["01500"]}
FORMER = VILLAGE | {"code": "01006", "nom": "Petit-Bourg", "type": "commune-deleguee"}
EMPTY = VILLAGE | {"code": "98412", "nom": "Archipel", "codesPostaux": []}


def names(typed: str, most: int = 8) -> list[str]:
    return [place.name for place in PLACES.search(typed, most)]


def place(code: str) -> Place:
    found = PLACES.by_code(code)
    assert found is not None
    return found


def written(tmp_path: Path, *communes: dict[str, object]) -> bytes:
    listed, out = tmp_path / "communes.json", tmp_path / "new" / "places.tsv.gz"
    listed.write_text(json.dumps(communes), "utf-8")
    write_places(listed, out)
    return out.read_bytes()


def test_all_of_france_is_there() -> None:
    assert EVERY > 34_900
    assert len(set(ALL_CODES)) == EVERY
    assert {place(code).department for code in ("97105", "2A004", "75056", "97611")} == {"971", "2A", "75", "976"}


@given(st.sampled_from(ALL_CODES))
def test_every_place_is_found_by_its_own_name(code: str) -> None:
    assert place(code) in PLACES.search(place(code).name, most=100)


@given(st.sampled_from(ALL_CODES))
def test_every_place_is_found_by_each_of_its_postcodes(code: str) -> None:
    for postcode in place(code).postcodes:
        assert place(code) in PLACES.search(postcode, most=100)


@given(st.sampled_from(ALL_CODES))
def test_every_place_is_found_by_its_name_and_postcode_together(code: str) -> None:
    for postcode in place(code).postcodes:
        assert place(code) in PLACES.search(f"{place(code).name} {postcode}")


@given(st.text())
def test_any_text_can_be_searched(typed: str) -> None:
    assert len(PLACES.search(typed, most=3)) <= 3


@given(st.text())
def test_any_text_can_be_asked_for_as_a_code(code: str) -> None:
    found = PLACES.by_code(code)
    assert found is None or found.code == code


@pytest.mark.parametrize("typed", ["st etienne", "Saint-Étienne", "saint-étienne (42)", "saint etiene"])
def test_accents_capitals_hyphens_short_forms_and_slips_do_not_matter(typed: str) -> None:
    assert names(typed)[0] == "Saint-Étienne"


def test_bigger_towns_come_first() -> None:
    assert names("m")[0] == "Marseille"


def test_the_very_name_comes_before_longer_ones() -> None:
    assert names("eu")[0] == "Eu"


@pytest.mark.parametrize("typed", ["havre", "le havre", "Le Ha"])
def test_the_article_of_a_name_may_be_left_out(typed: str) -> None:
    assert names(typed)[0] == "Le Havre"


def test_a_later_word_of_the_name_is_enough() -> None:
    assert "Boulogne-Billancourt" in names("billancourt")


@pytest.mark.parametrize("typed", ["93200", "932 00", "٩٣٢٠٠", "۹۳۲۰۰"])
def test_a_postcode_is_read_in_any_digits(typed: str) -> None:
    assert names(typed) == ["Saint-Denis"]


def test_the_beginning_of_a_postcode_gives_the_biggest_towns_there() -> None:
    assert names("69")[:2] == ["Lyon", "Villeurbanne"]
    assert names("6") == []


@pytest.mark.parametrize("typed", ["saint denis 93", "St-Denis 93200", "93 saint denis"])
def test_a_department_or_postcode_tells_towns_of_the_same_name_apart(typed: str) -> None:
    assert PLACES.search(typed)[0].department == "93"


@pytest.mark.parametrize("typed", ["paris 11", "Paris 11e", "paris 11ème", "Paris 11e arrondissement", "75011"])
def test_a_district_of_a_big_city_is_found_by_its_number(typed: str) -> None:
    assert names(typed)[0] == "Paris 11e Arrondissement"


def test_a_wrong_postcode_still_finds_the_town() -> None:
    assert names("Villeurbanne 99999") == ["Villeurbanne"]


def test_a_name_in_another_script_finds_nothing_and_harms_nothing() -> None:
    assert names("باريس") == []


def test_an_unknown_code_gives_no_place() -> None:
    assert PLACES.by_code("99999") is None
    assert PLACES.by_code("75") is None


def test_a_place_says_its_postcodes_and_department(tmp_path: Path) -> None:
    written(tmp_path, VILLAGE)
    few = load_places(tmp_path / "new" / "places.tsv.gz")
    assert few.search("ile sainte oeuvre") == [Place("01004", "L'Île-Sainte-Œuvre", ("01500", "01510"), "01")]


def test_former_communes_and_places_without_postcode_are_left_out(tmp_path: Path) -> None:
    written(tmp_path, FORMER, TOWN, EMPTY)
    few = load_places(tmp_path / "new" / "places.tsv.gz")
    assert few.search("petit bourg") == []
    assert few.by_code("01005") is not None


def test_the_same_list_gives_the_same_bytes_in_any_order(tmp_path: Path) -> None:
    assert written(tmp_path, VILLAGE, TOWN) == written(tmp_path, TOWN, VILLAGE)


def test_a_list_with_no_place_can_be_searched() -> None:
    assert Places(b"").search("paris") == []
