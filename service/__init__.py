"""The search service: queries, the engines that answer them, the API and the pages."""
