"""The format `markdown`: a file for each record, with front matter above its text.

front_matter   what is between the lines of dashes, as an object of names and values
texts          such files as drafts
"""

from loaders.markdown_files.texts import MarkdownFiles

FORMAT = MarkdownFiles()
