"""Matching the names of a table to those of the catalogue, by the Reconciliation Service API.

types     the facets whose values are names
entities  all names of one version of the index, and the candidates for a query
scoring   scores that can be explained
queries   a batch of questions as it was sent, read and bounded
answers   the manifest and the answers
preview   a name as a small page for a frame
"""
