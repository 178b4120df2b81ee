"""The format `collection-page`: the text of an archive's web page."""
