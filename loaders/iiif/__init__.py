"""The format `iiif`: collections and manifests of IIIF, Presentation 2.1 and 3.0.

files      files of a folder, or an address and what it leads to on the same server
members    what a collection has in it
wording    labels and values, by language
resources  a manifest or collection as the object that all objects are read as
records    those objects as drafts, with their dates
"""

from loaders.iiif.files import IiifResources

FORMAT = IiifResources()
