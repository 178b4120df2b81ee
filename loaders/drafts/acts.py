"""What rights statements of PREMIS say of access: an act, and whether it is restricted until a day.

ArchivesSpace writes the same in JSON: `{"act_type": "disseminate", "restriction": "disallow"}`.
Source: PREMIS Data Dictionary 3.0, rightsGranted.
"""

from __future__ import annotations

from index_mappings.folding import key
from loaders.drafts.access_names import About, Stated

_SHOWING = frozenset({"disseminate", "discover", "display", "publish", "access", "use", "view"})
_REFUSES = frozenset({"disallow", "disallowed", "deny", "denied", "prohibit", "prohibited", "no"})


def refusal(act: str, restriction: str, end: str) -> Stated | None:
    """Return what an act with its restriction says of access: "closed until 2080-01-01", or None.

    What may be done with copies ("replicate") is not about access.
    """
    if key(act) not in _SHOWING or key(restriction) not in _REFUSES:
        return None
    return Stated("restriction", f"closed until {end}" if end.strip() else "closed", About.ACCESS)
