"""The format `omeka`: items of Omeka S and Omeka Classic, from files or their APIs.

files    the files or the API, read twice: for collections and media, then for the items
pages    the pages of both APIs
beside   what items refer to: their collections, and what can be seen of them
items    an item with those, as the object that all objects are read as
"""

from loaders.omeka.files import Omeka

FORMAT = Omeka()
