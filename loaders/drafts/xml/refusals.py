"""The type of an XML file by its first element, for the message of a format that refuses it."""

from __future__ import annotations

from pathlib import Path

from loaders.drafts.compressed import COMPRESSED, is_compressed
from loaders.drafts.draft import Reject, Where
from loaders.drafts.file_makes import make_of_root
from loaders.drafts.xml.files import XmlFault, XmlParts, local

_READ = {
    "ead": ("a finding aid", "ead"),
    "OAI-PMH": ("an answer of an OAI-PMH server", "oai"),
    "lido": ("a LIDO record", "lido"),
    "lidoWrap": ("LIDO records", "lido"),
    "mets": ("a METS object", "mets"),
    "mods": ("a MODS record", "mods"),
    "modsCollection": ("MODS records", "mods"),
    "TEI": ("a TEI volume", "tei"),
}
"""What a file with such a root is, and the format that reads it."""
_OTHERS = {
    "export": "an export of authority records: they describe persons or bodies and not items",
    "entry": "an Atom entry",
}


def refusal(path: str, wanted: str, shown: str = "", *, lacks: str = "") -> Reject:
    """Return the reason for refusing a file without anything `wanted`, by its type.

    `lacks` names the missing part that a file of the right format must have.
    """
    where = Where(shown or path)
    try:
        for _, root in XmlParts(path, ("*",)):
            name = local(root)
            what, format = _READ.get(name, ("", ""))
            if what and wanted in what:
                return Reject(where, f"the file is {what} without {lacks or 'any record'}")
            if what:
                what = f"{what}: load it as {format}"
            elif found := make_of_root(name):
                what = str(found)
            else:
                what = _OTHERS.get(name, f"XML that begins with <{name}>")
            return Reject(where, f"there is no {wanted} in the file; it is {what}")
    except XmlFault as fault:
        return fault_reject(path, fault, shown)
    return Reject(where, f"there is no {wanted} in the file: it is empty")


def fault_reject(path: str, fault: XmlFault, shown: str = "") -> Reject:
    """Return a fault as a reject, which says if the file is compressed rather than broken."""
    with Path(path).open("rb") as file:
        head = file.read(4)
    if is_compressed(head):
        return Reject(Where(shown or path), COMPRESSED)
    return fault.reject(shown or path)
