"""The format `ead`: finding aids in EAD 2002 and EAD3, a record for each described component."""

from loaders.ead.finding_aid import FindingAids

FORMAT = FindingAids()
