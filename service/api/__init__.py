"""The JSON API under /api/v1, its description as OpenAPI, and that description as a page.

routes       the endpoints, and the search; the others are imported on first use
lookups, exporting, counting, described  their views, as thin as they can be
responding   an answer as a JSON response, with links, readable from any origin
description  the OpenAPI document, made from the schemas
reference    the same document as a page for people
protocols    the addresses for harvesters, library systems, agents and tables of names: a module
             of that name for each; `mcp/` has what agents can do
"""

from service.api.protocols import protocols
from service.api.routes import blueprint

__all__ = ["blueprint", "protocols"]
