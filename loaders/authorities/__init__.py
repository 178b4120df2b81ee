"""The formats `eac` and `mads`: authority files, which have names but no records.

Their entries go into the index of names beside the records. A search for one form of a name also
finds the others (`docs/bridges.md`), and a person's page shows the history.
"""

from loaders.authorities.eac import read_eac
from loaders.authorities.files import AuthorityFiles
from loaders.authorities.mads import read_mads

EAC = AuthorityFiles(
    "eac", "EAC-CPF: persons, bodies and families, as names beside records", "eac-cpf", read_eac
)
MADS = AuthorityFiles("mads", "MADS: names of all kinds, beside records", "mads", read_mads)
