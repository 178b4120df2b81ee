"""The format `mets`: digital objects with MODS or Dublin Core inside and text in other files.

files        METS files, read one at a time
objects      one object as records: what its divisions describe
divisions    the divisions of an object, and which pages belong to which
rights       statements on rights and on who may see what
page_files   the files of its pages that have text
"""

from loaders.mets.files import FORMAT

__all__ = ["FORMAT"]
