"""The catalogue for harvesters, by OAI-PMH 2.0: what changed, record by record.

forms     the forms in which records are given; one is a line of the registry
tokens    a place in the list of changes, which is all that is carried from one request to the next
sets      collections as sets
harvest   the records and the deletions of a part of that list
requests  the arguments of the six verbs, and what is wrong with them
answers   all of it as XML
"""
