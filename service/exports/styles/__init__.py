"""A record cited in the styles of scholars: Chicago, MLA, APA.

registry    the styles that are offered: adding one is a file in `csl/` and a line
processor   a style file, and a record written by it
mended      what citeproc-py does otherwise than the specification of CSL 1.0.2
item        a record as citeproc-py takes it
personal    a name parted into family and given, where that is sure, and in its own order elsewhere

The files in `csl/` are others' work, under a licence of their own (`csl/README.md`).
"""
