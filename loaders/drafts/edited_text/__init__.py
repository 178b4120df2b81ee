"""Marked-up texts as plain texts, with the layout of their parts and their editors' notes.

writer   words, gaps and parts put down in their order; offsets are counted while they are
edited   what comes of it, and how it becomes fields of a record
"""
