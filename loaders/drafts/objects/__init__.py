"""Objects of names and values made drafts, whichever file they come from."""
