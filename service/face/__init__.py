"""The archive's own face: a folder with the site's name, colours, pages and templates.

face       what a face is made of, once it is read
keeping    the face in force: read anew when a file of the folder changes
folder     the folder read and checked whole; every fault with its file and line
settings   `face.toml`; `colours` its colours, with their contrast
pages      the archive's own pages, of Markdown
pictures   files of `static/`: pictures and styles, each held to what its name says it is
templates  templates that replace ours
"""
