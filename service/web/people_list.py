"""The list of everyone whom records name, and beside it that of offices and bodies."""

from __future__ import annotations

from werkzeug.datastructures import MultiDict

from index_mappings.sayings import sentence
from service.search.addresses import PEOPLE
from service.search.biography import offices
from service.search.correspondence import roles_of
from service.search.links import Links
from service.search.site import Site
from service.web.facet_page import Group, Way, facet_page
from service.web.people import person_url

_BODIES = "bodies"


def people_page(site: Site, typed: MultiDict[str, str], links: Links) -> dict[str, object]:
    """Return what the list is rendered from: people, or with `of=bodies` offices and bodies."""
    facets = roles_of(site)
    bodies = offices(site, facets)
    is_of_bodies = typed.get("of") == _BODIES and bool(bodies)
    here = f"{links.site}{PEOPLE}"
    people_label, bodies_label = facets.people.label, sentence("Offices and bodies")
    ways = (
        Way(people_label, here if is_of_bodies else ""),
        Way(bodies_label, "" if is_of_bodies else f"{here}?of={_BODIES}"),
    )
    group = Group(
        bodies_label if is_of_bodies else people_label,
        lambda name: (name in bodies) == is_of_bodies,
        (("of", _BODIES),) if is_of_bodies else (),
        ways if bodies else (),
    )

    def own(name: str) -> str:
        return person_url(name, links)

    return facet_page(
        site, facets.people.name, typed, links, leads_to=own, path=PEOPLE, group=group
    )
