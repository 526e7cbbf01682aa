"""The register for other machines: JSON-LD in the Data Privacy Vocabulary (W3C DPV 2.3), in every language at once.

What DPV has no word for is left out rather than invented: a job seeker is a data subject like any other.
"""

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from portal.core.permissions import Role
from portal.core.uses import Event
from portal.core.words import Words
from portal.storage.rights.controllers import Controller
from portal.transparency.labels import AIMS, CARE, KEPT, READERS, YES
from portal.transparency.never import NEVER, Ban
from portal.transparency.register import Line, Register
from portal.web.language import Languages

Node: TypeAlias = dict[str, Any]
CONTEXT: Mapping[str, str] = {
    "dpv": "https://w3id.org/dpv#",
    "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
    "dct": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
FORMAT = "https://w3id.org/dpv"


def register_jsonld(register: Register, languages: Languages, owners: Iterable[Controller], address: str) -> Node:
    """Return the register: one process for the portal, one in it for each line."""
    return {
        "@context": {**CONTEXT, "@base": f"{address}/what-becomes.jsonld"},
        "@graph": [
            {
                "@id": "#portal",
                "@type": "dpv:Process",
                "dct:conformsTo": {"@id": FORMAT},
                "dpv:hasDataController": [_controller(one) for one in owners],
                "dpv:hasDataSubject": {"@id": "dpv:VulnerableDataSubject"},
                "dpv:hasHumanInvolvement": {"@id": "dpv:HumanInvolvementForDecision"},
                "dpv:hasProhibition": [_ban(ban, languages) for ban in NEVER.values()],
                "dpv:hasProcess": [{"@id": f"#q-{line.key}"} for line in register.lines],
            },
            *(_reader(role, languages) for role in READERS),
            *(_line(line, languages) for line in register.lines),
        ],
    }


def _controller(owner: Controller) -> Node:
    told = {
        "@type": "dpv:DataController",
        "dct:title": owner.name,
        "dct:description": f"{owner.address}, {owner.phone}",
    }
    if not owner.officer:
        return told
    officer = {"@type": "dpv:DataProtectionOfficer", "dct:title": owner.officer}
    return {**told, "dpv:hasDataProtectionOfficer": officer}


def _in_all(words: Words, languages: Languages) -> list[Node]:
    return [{"@language": tag, "@value": one.say(words)} for tag, one in languages.offered.items()]


def _terms(names: Iterable[str]) -> list[Node]:
    return [{"@id": name} for name in dict.fromkeys(names)]


def _ban(ban: Ban, languages: Languages) -> Node:
    return {
        "@type": "dpv:Prohibition",
        "dct:title": _in_all(ban.words, languages),
        "dpv:hasPurpose": _terms(ban.purposes),
        "dpv:hasProcessing": _terms(ban.processing),
    }


def _reader(role: Role, languages: Languages) -> Node:
    kind = "dpv:DataSubject" if role is Role.PERSON else "dpv:Recipient"
    return {"@id": f"#{role}", "@type": kind, "dct:title": _in_all(READERS[role].words, languages)}


def _line(line: Line, languages: Languages) -> Node:
    bases = [AIMS[purpose].basis.term for purpose in line.purposes] + ([YES.term] if line.use.consent else [])
    return {
        "@id": f"#q-{line.key}",
        "@type": "dpv:Process",
        "dct:title": _in_all(line.what, languages),
        "dct:description": _in_all(line.why, languages),
        "dct:source": list(line.columns),
        "dpv:hasPersonalData": {"@id": f"#data-{line.key}", "@type": list(CARE[line.use.sensitivity].terms)},
        "dpv:hasPurpose": _terms(AIMS[purpose].term for purpose in line.purposes),
        "dpv:hasLegalBasis": _terms(bases),
        "dpv:hasRecipient": [{"@id": f"#{role}"} for role in line.readers],
        "dpv:hasNecessity": {"@id": "dpv:Optional"},
        "dpv:hasStorageCondition": _storage(line, languages),
    }


def _storage(line: Line, languages: Languages) -> Node:
    kept = line.use.kept
    stops = kept.after is Event.STOPPED
    duration = {} if stops else {"rdf:value": {"@type": "xsd:duration", "@value": f"P{kept.days}D"}}
    return {
        "@type": "dpv:StorageDuration",
        "dct:title": _in_all(KEPT[kept], languages),
        "dpv:hasDuration": {"@type": "dpv:UntilEventDuration" if stops else "dpv:TemporalDuration", **duration},
    }
