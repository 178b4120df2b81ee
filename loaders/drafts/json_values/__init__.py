"""JSON read within bounds: a value at a time, and no more of it than one record may be."""
