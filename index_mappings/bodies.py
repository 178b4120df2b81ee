"""The types of Elasticsearch's request and response bodies; a mapping file is one too.

What is inside is as Elasticsearch's own reference has it. A mapping file has been checked by a
schema before it is read (`index_mappings.checking`), and an answer is read where it comes in.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

Body: TypeAlias = dict[str, Any]
"""A body as it is made for a request."""
ReadBody: TypeAlias = Mapping[str, Any]
"""A body as it is read: an answer, or the file of a mapping."""
