"""Mapping columns and keys to fields, by their headers or by the archivist's field map."""
