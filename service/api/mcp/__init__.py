"""The catalogue for agents, by the Model Context Protocol: stateless JSON over POST.

protocol   JSON-RPC: which method, what is wrong, and the life of a client, of which nothing is kept
schemas    what a tool takes, made from the arguments of the API
tools      what an agent can do; a tool is a function and a line of the registry
answers    records as an agent needs them: short, each with its address and its citation
"""
