"""Converting objects of names and values to drafts, whatever file they come from."""
