"""The forms in which harvesters get records; adding one is a function and a line."""

from __future__ import annotations

from service.exports.ead import EAD
from service.exports.json_in_xml import JSON
from service.exports.xml_forms import DUBLIN_CORE, MODS, Element, Form

__all__ = ["FORMS", "Element", "Form"]

FORMS = {form.prefix: form for form in (DUBLIN_CORE, MODS, EAD, JSON)}
"""Every form by its prefix."""
