"""How a record is indexed: the mappings as data, and the values they describe."""
