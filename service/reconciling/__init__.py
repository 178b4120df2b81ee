"""Names of a table found among those of the catalogue, by the Reconciliation Service API.

types     what can be looked for: the facets whose values are names
entities  every name of one version of the index, and those that may be meant
scoring   how well a name fits, in figures that can be explained
queries   a batch of questions as it was sent, read and bounded
answers   the manifest and the answers
preview   a name as a small page for a frame
"""
