"""The format `archivesspace`: records of ArchivesSpace as JSON, from files or its API.

files        the files or the API, read twice: for what is above what, then for the records
pages        the pages of an API
tree         what is above a record, and whether that may be shown
description  a record as a draft
parts        dates, extents, agents, subjects and containers in it
notes        its notes, by their types
"""

from loaders.archivesspace.files import ArchivesSpace

FORMAT = ArchivesSpace()
