"""Reading JSON within limits: one value at a time, and none larger than a record may be."""
