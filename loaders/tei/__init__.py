"""The format `tei`: volumes of edited documents, as Foreign Relations has them."""

from loaders.tei.volume import TeiVolumes

FORMAT = TeiVolumes()
