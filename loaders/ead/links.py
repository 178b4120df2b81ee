"""Digital objects of a component: the first address is the record's link, others become notes."""

from __future__ import annotations

from index_mappings.web_addresses import is_web_address
from loaders.drafts.gathering import Gathering
from loaders.drafts.xml.files import Element
from loaders.drafts.xml.words import attribute, href, paragraphs

_LABEL = "Digital object"


def add_links(group: Element, record: Gathering) -> None:
    """Add the addresses in a `dao`, `daogrp` or `daoset`, with their descriptions."""
    for part in group.iter("{*}dao", "{*}daoloc", "{*}ptr", "{*}ref"):
        address = href(part)
        title = attribute(part, "title", "linktitle")
        if is_web_address(address) and not record.has("url"):
            record.add("url", address, _LABEL)
            record.note(_LABEL, title)
        else:
            record.note(_LABEL, ": ".join(filter(None, (title, address))))
    record.note(_LABEL, attribute(group, "title", "linktitle"))
    record.note(_LABEL, paragraphs(group))
