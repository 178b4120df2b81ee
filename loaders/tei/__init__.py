"""The format `tei`: volumes of edited documents, such as those of Foreign Relations."""

from loaders.tei.volume import TeiVolumes

FORMAT = TeiVolumes()
