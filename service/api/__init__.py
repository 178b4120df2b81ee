"""The JSON API under /api/v1, its description as OpenAPI, and that description as a page.

routes       the endpoints: one view each, as thin as they can be
responding   an answer as a JSON response, with links, readable from any origin
description  the OpenAPI document, made from the schemas
reference    the same document as a page for people
harvesting   the address for harvesters, beside the API
library_search  the address for library systems
reconciling  the addresses at which names of other tables are looked up
agents       the address for agents; `mcp/` has what they can do
"""

from service.api.agents import blueprint as agents
from service.api.harvesting import blueprint as harvesting
from service.api.library_search import blueprint as library_search
from service.api.reconciling import blueprint as reconciling
from service.api.routes import blueprint

__all__ = ["agents", "blueprint", "harvesting", "library_search", "reconciling"]
