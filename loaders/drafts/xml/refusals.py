"""What an XML file is, by its first element: so that a format can say what it was given instead."""

from __future__ import annotations

from pathlib import Path

from loaders.drafts.compressed import COMPRESSED, is_compressed
from loaders.drafts.draft import Reject, Where
from loaders.drafts.xml.files import XmlFault, XmlParts, local

_KINDS = {
    "ead": "a finding aid: load it as ead",
    "eac-cpf": "an authority record (EAC-CPF): it describes a person, family or body and no item",
    "eac": "an authority record (EAC-CPF): it describes a person, family or body and no item",
    "export": "an export of authority records: they describe persons or bodies and no item",
    "OAI-PMH": "an answer of an OAI-PMH server: load it as oai",
    "mods": "a MODS record: load it as mods",
    "modsCollection": "MODS records: load it as mods",
    "TEI": "a TEI volume: load it as tei",
    "html": "a web page",
    "rss": "a news feed",
    "feed": "an Atom feed",
    "entry": "an Atom entry",
    "RDF": "RDF, which none of the formats reads",
}


def refusal(path: str, wanted: str, shown: str = "") -> Reject:
    """Return why a file in which nothing `wanted` was found is refused, by what it is."""
    where = Where(shown or path)
    try:
        for _, root in XmlParts(path, ("*",)):
            what = _KINDS.get(local(root), f"XML that begins with <{local(root)}>")
            return Reject(where, f"there is no {wanted} in the file; it is {what}")
    except XmlFault as fault:
        return fault_reject(path, fault, shown)
    return Reject(where, f"there is no {wanted} in the file: it is empty")


def fault_reject(path: str, fault: XmlFault, shown: str = "") -> Reject:
    """Return a fault as a reject; a compressed file is told from broken XML."""
    with Path(path).open("rb") as file:
        head = file.read(4)
    if is_compressed(head):
        return Reject(Where(shown or path), COMPRESSED)
    return fault.reject(shown or path)
