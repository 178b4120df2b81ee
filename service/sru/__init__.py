"""The catalogue by SRU 1.2: searches in CQL over HTTP, for library systems.

cql          a query in CQL as a tree
diagnostics  what is not supported, by the numbers of the protocol
indexes      what can be searched in: names of the context sets, and the fields they mean
relations    one search clause as a clause of ours
questions    a whole tree as a question, with its order and its bounds
requests     the parameters of an operation
explaining   the description of the server
answers      all of it as XML
"""
