"""The catalogue for agents, by the Model Context Protocol: stateless JSON over POST.

protocol   JSON-RPC: methods, errors, and the life cycle of a client, of which nothing is stored
schemas    the arguments of tools, made from those of the API
tools      what an agent can do; a tool is a function and a line of the registry
answers    records for agents: short, each with its address and its citation
"""
