"""The searches in the form of the ATRS (UK, v2.1 names) with the four items of CRPA R311-3-1-2, for other machines."""

from collections.abc import Iterable
from typing import Any

from portal.core.algorithms import Account, Algorithm
from portal.core.words import Words
from portal.storage.rights.controllers import Controller
from portal.transparency.searches import (
    APPEAL_OF_THE_WHOLE,
    APPEAL_OF_WHAT_IS_SHOWN,
    HUMAN,
    KEPT_NOTHING,
    WRITTEN_BY_US,
)
from portal.web.language import Language

VERSION = "2.1"


def atrs(algorithms: Iterable[Algorithm], language: Language, owners: Iterable[Controller], address: str) -> list[Any]:
    """Return a record for each search; its sentences are in the language of the page."""
    told = list(owners)
    return [_record(one, language, told, address) for one in algorithms]


def _record(algorithm: Algorithm, language: Language, owners: list[Controller], address: str) -> dict[str, Any]:
    account = algorithm.account
    return {
        "id": algorithm.key,
        "standard_version": VERSION,
        "language": language.tag,
        "tier_1": {
            "name": language.say(account.name),
            "description": language.say(account.does),
            "website": f"{address}/what-becomes/algorithms",
            "contact_email": [owner.officer for owner in owners if owner.officer],
        },
        "tier_2": {
            "owner": {"organisation": [owner.name for owner in owners], "external_supplier_involvement": False},
            "description_and_rationale": _rationale(account, language),
            "decision_making": _decision(account, language),
            "specification": _specification(algorithm, language),
            "data": _data(algorithm, language),
            "risks": {"risks": language.say(account.amiss)},
        },
        "crpa_r311_3_1_2": _four_items(account, language),
    }


def _four_items(account: Account, language: Language) -> dict[str, Any]:
    return {
        "1_degree_and_mode": _said(account.degree, language),
        "2_data_and_sources": _said(account.sources, language),
        "3_parameters": [{"name": language.say(one.words), "value": one.value} for one in account.parameters],
        "4_operations": _said(account.operations, language),
    }


def _data(algorithm: Algorithm, language: Language) -> dict[str, Any]:
    return {
        "source_data_name": sorted(algorithm.inputs),
        "description": _said(algorithm.account.sources, language),
        "sensitive_attributes": [],
        "access_and_storage": language.say(KEPT_NOTHING),
    }


def _rationale(account: Account, language: Language) -> dict[str, Any]:
    return {
        "detailed_description": _said(account.operations, language),
        "scope": language.say(account.does),
        "previous_process": language.say(account.before),
        "alternatives_considered": language.say(account.instead),
    }


def _decision(account: Account, language: Language) -> dict[str, Any]:
    return {
        "process_integration": _said(account.degree, language),
        "human_decisions_and_review": language.say(HUMAN),
        "appeals_and_review": {
            "of_the_output": language.say(APPEAL_OF_WHAT_IS_SHOWN),
            "of_the_whole": language.say(APPEAL_OF_THE_WHOLE),
        },
    }


def _specification(algorithm: Algorithm, language: Language) -> dict[str, Any]:
    return {
        "system_architecture": algorithm.method.value,
        "phase": "production",
        "maintenance": language.say(WRITTEN_BY_US),
        "models": [],
    }


def _said(sentences: Iterable[Words], language: Language) -> list[str]:
    return [language.say(one) for one in sentences]
