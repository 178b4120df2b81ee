"""The objects shared within one process: the engine, the mapping, and data read from both."""

from __future__ import annotations

from dataclasses import dataclass, field

from index_mappings.mapping import RecordMapping
from service.engines.contract import Engine
from service.face.keeping import Faces
from service.names.keeping import Names
from service.search.bridges import Bridges
from service.search.catalogue import CatalogueReader
from service.search.kept_lists import KeptLists
from service.search.reader import Reader
from service.search.typeahead import VocabularyReader
from service.search.words_as_typed import WordsAsTyped
from service.settings import Settings


@dataclass(frozen=True, slots=True)
class Site:
    """One running site. `code` is a digest of everything of ours that an answer depends on."""

    settings: Settings
    engine: Engine
    mapping: RecordMapping
    reader: Reader
    catalogues: CatalogueReader
    vocabularies: VocabularyReader
    bridges: Bridges
    written: WordsAsTyped
    code: str
    names: Names = field(default_factory=Names)
    faces: Faces = field(default_factory=Faces)
    listed: KeptLists = field(default_factory=KeptLists)

    @property
    def title(self) -> str:
        """The title of the site: that of the face, else that of the settings."""
        return self.faces.face.name or self.settings.site_title

    @classmethod
    def of(cls, settings: Settings, engine: Engine, code: str = "") -> Site:
        """Return the site of an engine."""
        mapping = engine.mapping
        names = Names(settings.names, mapping.stop_words)
        return cls(
            settings,
            engine,
            mapping,
            Reader(mapping),
            CatalogueReader(engine),
            VocabularyReader(engine),
            Bridges(engine, settings.bridges),
            WordsAsTyped(engine),
            code,
            names,
            Faces(settings.face),
        )
