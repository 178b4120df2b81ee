"""An object's titles, type, inscriptions, measurements and repository."""

from __future__ import annotations

from index_mappings.beside_text import Title
from loaders.drafts.gathering import Gathering
from loaders.drafts.xml.files import Element
from loaders.drafts.xml.words import attribute, line, paragraphs
from loaders.lido.wording import best, each, is_preferred, language_of, said

_TITLES = "{*}objectIdentificationWrap/{*}titleWrap/{*}titleSet"
_TYPES = "{*}objectClassificationWrap/{*}objectWorkTypeWrap/{*}objectWorkType"
_CLASSES = "{*}objectClassificationWrap/{*}classificationWrap/{*}classification"
_IDENTIFIED = "{*}objectIdentificationWrap"
_TECHNICAL = ("europeana:type",)  # for portals: "IMAGE"


def add_titles(block: Element, gathering: Gathering, language: str) -> None:
    """Add the title of a record, and the other titles with their languages."""
    found = [
        value
        for group in block.iterfind(_TITLES)
        for value in group.iterfind("{*}appellationValue")
        if line(value)
    ]
    first = None if gathering.has("title") else _main(found, language)
    if first is not None:
        gathering.add("title", line(first))
    for value in found:
        if value is first or line(value) == gathering.title():
            continue
        if gathering.takes("titles"):
            gathering.extend("titles", Title(line(value), language_of(value)).to_json())
        else:
            gathering.note("Other title", line(value))


def _main(found: list[Element], language: str) -> Element | None:
    preferred = [value for value in found if is_preferred(value)]
    return best(preferred or found, language)


def add_kinds(block: Element, gathering: Gathering, language: str) -> None:
    """Add the object type; classifications become notes."""
    for term in each(block, _TYPES, "{*}term", language):
        gathering.add("type", term, "Kind of object")
    for part in block.iterfind(_CLASSES):
        if attribute(part, "type") not in _TECHNICAL:
            gathering.note("Classification", said(part, "{*}term", language))


def add_keeping(block: Element, gathering: Gathering, language: str) -> None:
    """Add the repository and its number; earlier repositories become notes."""
    for part in block.iterfind(f"{_IDENTIFIED}/{{*}}repositoryWrap/{{*}}repositorySet"):
        name = said(part, "{*}repositoryName/{*}legalBodyName/{*}appellationValue", language)
        is_now = attribute(part, "type").rpartition("/")[2].casefold() in ("", "current")
        if is_now:
            gathering.add("repository", name)
            for number in part.iterfind("{*}workID"):
                gathering.add("reference", line(number))
        else:
            numbers = [line(number) for number in part.iterfind("{*}workID")]
            gathering.note("Former repository", ", ".join(filter(None, (name, *numbers))))
        place = "{*}repositoryLocation/{*}namePlaceSet/{*}appellationValue"
        gathering.note("Location", said(part, place, language))


def add_descriptions(block: Element, gathering: Gathering, language: str) -> None:
    """Add the summary, the measurements and the inscriptions."""
    sets = f"{_IDENTIFIED}/{{*}}objectDescriptionWrap/{{*}}objectDescriptionSet"
    for part in block.iterfind(sets):
        value = best(part.findall("{*}descriptiveNoteValue"), language)
        if value is not None:
            gathering.add("summary", paragraphs(value))
    for part in block.iterfind(f"{_IDENTIFIED}/{{*}}inscriptionsWrap/{{*}}inscriptions"):
        words = [
            said(part, "{*}inscriptionTranscription", language),
            said(part, "{*}inscriptionDescription/{*}descriptiveNoteValue", language),
        ]
        gathering.note("Inscription", "; ".join(filter(None, words)))
    state = f"{_IDENTIFIED}/{{*}}displayStateEditionWrap/{{*}}"
    for name, label in (("displayState", "State"), ("displayEdition", "Edition")):
        gathering.note(label, said(block, f"{state}{name}", language))
    measures = f"{_IDENTIFIED}/{{*}}objectMeasurementsWrap/{{*}}objectMeasurementsSet"
    for part in block.iterfind(measures):
        shown = said(part, "{*}displayObjectMeasurements", language)
        gathering.add("extent", shown or "; ".join(_measures(part, language)))


def _measures(part: Element, language: str) -> list[str]:
    found: list[str] = []
    for item in part.iterfind("{*}objectMeasurements/{*}measurementSet"):
        names = ("measurementType", "measurementValue", "measurementUnit")
        words = (
            said(item, f"{{*}}{name}", language) or said(item, f"{{*}}{name}/{{*}}term", language)
            for name in names
        )
        found.append(" ".join(filter(None, words)))
    return [item for item in found if item]
