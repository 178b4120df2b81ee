"""The format `collection-page`: a page of text as an archive publishes it."""
