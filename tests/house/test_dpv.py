"""The register for other machines: JSON-LD whose terms are those of DPV 2.3, with the same lines as the pages."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from portal.core.uses import Event
from portal.transparency.as_jsonld import CONTEXT
from portal.transparency.register import Register, register_of
from portal.web.parts import parts_of
from tests.house.conftest import Filled

WORDS = """
dpv:hasPurpose dpv:hasLegalBasis dpv:hasPersonalData dpv:hasRecipient dpv:hasDataSubject dpv:hasDataController
dpv:hasStorageCondition dpv:hasDuration dpv:hasProcessing dpv:hasHumanInvolvement dpv:hasNecessity
dpv:hasProhibition dpv:hasProcess dpv:hasDataProtectionOfficer dpv:Process dpv:Prohibition dpv:Recipient
dpv:DataSubject dpv:DataController dpv:DataProtectionOfficer
dpv:VulnerableDataSubject dpv:ServiceProvision dpv:CommunicationManagement dpv:UserInterfacePersonalisation
dpv:EstablishContractualAgreement dpv:ServiceAccessDetermination dpv:EnforceSecurity dpv:RightsFulfilment
dpv:FraudPreventionAndDetection dpv:MisusePreventionAndDetection dpv:ScoringOfIndividuals
dpv:EvaluationOfIndividuals dpv:Profiling dpv:AutomatedDecisionMaking dpv:SystematicMonitoring
dpv:HumanInvolvementForDecision dpv:PersonalData dpv:SpecialCategoryPersonalData dpv:SensitivePersonalData
dpv:StorageDuration dpv:UntilEventDuration dpv:TemporalDuration dpv:Optional
eu-gdpr:HealthData eu-gdpr:A6-1-a eu-gdpr:A6-1-c eu-gdpr:A6-1-e eu-gdpr:A9-2-a
"""
TERMS = frozenset(WORDS.split())
"""Looked up in DPV 2.3 (w3c/dpv, February 2026): a term that is not there means nothing to anybody."""


@pytest.fixture
def told(filled: Filled) -> dict[str, Any]:
    response = filled.visitor("nobody").client.get("/what-becomes.jsonld")
    assert response.mimetype == "application/ld+json"
    found: dict[str, Any] = json.loads(response.get_data())
    return found


def words_in(node: Any) -> Iterator[str]:
    """Go through every name and identifier of a piece of JSON-LD, without texts."""
    if isinstance(node, dict):
        for name, value in node.items():
            yield name
            if name not in {"@value", "@language", "dct:title", "dct:source"}:
                yield from words_in(value)
    elif isinstance(node, list):
        for one in node:
            yield from words_in(one)
    elif isinstance(node, str):
        yield node


def lines_of(told: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["@id"].removeprefix("#q-"): one for one in told["@graph"] if one["@id"].startswith("#q-")}


def test_no_term_is_invented(told: dict[str, Any]) -> None:
    used = {word for word in words_in(told["@graph"]) if re.match(r"(?:dpv|eu-gdpr):", word)}
    assert used - TERMS == set(), "look it up in DPV 2.3, or leave it out"
    prefixes = {word.partition(":")[0] for word in words_in(told["@graph"]) if re.fullmatch(r"[a-z-]+:[\w-]+", word)}
    assert prefixes <= set(CONTEXT)


def test_the_lines_are_those_of_the_pages(filled: Filled, told: dict[str, Any]) -> None:
    register: Register = register_of(filled.app)
    lines = lines_of(told)
    assert set(lines) == {line.key for line in register.lines}
    portal = next(one for one in told["@graph"] if one["@id"] == "#portal")
    assert [one["@id"] for one in portal["dpv:hasProcess"]] == [f"#q-{line.key}" for line in register.lines]
    known = {one["@id"] for one in told["@graph"]}
    for line in register.lines:
        node = lines[line.key]
        assert {one["@id"] for one in node["dpv:hasRecipient"]} == {f"#{role}" for role in line.use.readers} <= known
        assert set(node["dct:source"]) == set(line.columns)
        duration = node["dpv:hasStorageCondition"]["dpv:hasDuration"]
        if line.use.kept.after is not Event.STOPPED:
            assert duration["rdf:value"]["@value"] == f"P{line.use.kept.days}D"
        assert node["dpv:hasNecessity"] == {"@id": "dpv:Optional"}, "nothing has to be answered"


def test_every_language_is_in_it(filled: Filled, told: dict[str, Any]) -> None:
    offered = set(parts_of(filled.app).languages.offered)
    for node in lines_of(told).values():
        assert {one["@language"] for one in node["dct:title"]} == offered
        assert all(one["@value"] for one in node["dct:title"])


def test_what_is_never_done_is_a_prohibition(told: dict[str, Any]) -> None:
    portal = next(one for one in told["@graph"] if one["@id"] == "#portal")
    banned = {one["@id"] for ban in portal["dpv:hasProhibition"]
              for name in ("dpv:hasPurpose", "dpv:hasProcessing") for one in ban[name]}  # fmt: skip
    assert {"dpv:ScoringOfIndividuals", "dpv:Profiling", "dpv:AutomatedDecisionMaking"} <= banned
    used = {one["@id"] for node in lines_of(told).values() for one in node["dpv:hasPurpose"]}
    assert used.isdisjoint(banned)


def test_health_says_that_it_is_asked_after_a_yes(filled: Filled, told: dict[str, Any]) -> None:
    asked = {line.key for line in register_of(filled.app).lines if line.use.consent}
    lines = lines_of(told)
    assert asked
    for key, node in lines.items():
        said_yes = {"@id": "eu-gdpr:A9-2-a"} in node["dpv:hasLegalBasis"]
        assert said_yes is (key in asked), key
        assert ("eu-gdpr:HealthData" in node["dpv:hasPersonalData"]["@type"]) is (key in asked), key
