"""Names of one person found in a loaded catalogue, for a curator to accept or not."""
