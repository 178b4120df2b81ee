"""What an operator asks: what a rollback changes, what is wrong in the catalogue."""
