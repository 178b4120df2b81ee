"""What whoever keeps a site asks: what a rollback changes, what is wrong in the catalogue."""
