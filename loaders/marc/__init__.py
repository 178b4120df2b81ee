"""The format `marc`: MARC 21 in binary, MARCXML and MARC-in-JSON, a record for each."""

from loaders.marc.files import MarcFiles

FORMAT = MarcFiles()
