"""What a record looks like to the index: the mappings as data, and the values they describe."""
