"""The pages: the same search as the API's, rendered on the server for readers.

Nothing here knows what kind of catalogue is served: labels, facets and fields come from the
mapping, and every state of a page is a link.

door          the addresses, and the way in for the application
pages         what each page is rendered from
results_page  a page of results: `facet_views` its facets, `chips` what the search is made of,
              `hits` its records, `paging` its pages, `ways_on` what to do where it finds nothing
entry         a record, field by field
front         the ways in on the front page
errors        what went wrong, and what to do
faced         the archive's own face in head and foot, its pages and files
files         stylesheet, search description and the rest that no reader reads
replies       a page as a response, or 304; `security` the headers of every response
"""

from typing import TYPE_CHECKING

from service.late import late
from service.web.door import blueprint, error_page

if TYPE_CHECKING:
    from service.web.own_templates import made_with_ours
else:  # for a page that cannot be made
    made_with_ours = late("service.web.own_templates:made_with_ours")

__all__ = ["blueprint", "error_page", "made_with_ours"]
