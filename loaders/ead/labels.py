"""Default labels for the elements of a finding aid."""

from __future__ import annotations

COMPONENTS = frozenset({"c", *(f"c{depth:02d}" for depth in range(1, 13))})

LABELS = {
    "abstract": "Abstract",
    "accruals": "Accruals",
    "acqinfo": "Acquisition",
    "address": "Address",
    "altformavail": "Copies",
    "appraisal": "Appraisal",
    "arrangement": "Arrangement",
    "author": "Author",
    "bibliography": "Bibliography",
    "bibref": "Bibliography",
    "bioghist": "Biography or history",
    "change": "Revision",
    "controlaccess": "Access terms",
    "creation": "Creation",
    "custodhist": "Custodial history",
    "dao": "Digital object",
    "daogrp": "Digital object",
    "daoset": "Digital object",
    "date": "Date",
    "descrules": "Rules of description",
    "didnote": "Note",
    "dsc": "Contents list",
    "edition": "Edition",
    "fileplan": "File plan",
    "frontmatter": "Title page",
    "geogname": "Place",
    "index": "Index",
    "langmaterial": "Language",
    "langusage": "Language of the finding aid",
    "legalstatus": "Legal status",
    "maintenanceevent": "Revision",
    "materialspec": "Material specific details",
    "note": "Note",
    "num": "Number",
    "odd": "Other description",
    "originalsloc": "Originals",
    "origination": "Creator",
    "otherfindaid": "Other finding aids",
    "physloc": "Location",
    "phystech": "Technical requirements",
    "prefercite": "Preferred citation",
    "processinfo": "Processing",
    "publisher": "Publisher",
    "relatedmaterial": "Related material",
    "relation": "Relation",
    "repository": "Repository",
    "scopecontent": "Scope and content",
    "separatedmaterial": "Separated material",
    "sponsor": "Sponsor",
    "subtitle": "Subtitle",
    "titleproper": "Title of the finding aid",
    "unitid": "Reference",
    "unittitle": "Title",
}


def label_of(name: str) -> str:
    """Return the label of an element, or its name if it has none."""
    return LABELS.get(name, name.capitalize())
