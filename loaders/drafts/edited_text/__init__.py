"""A marked-up text as a plain one, what its parts are by their place, and its editors' notes.

writer   words, gaps and parts put down in their order; offsets are counted while they are
edited   what comes of it, and how it becomes fields of a record
"""
