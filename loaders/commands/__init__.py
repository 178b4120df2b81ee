"""The commands of loading: load, sources, inspect, copy, dump."""
