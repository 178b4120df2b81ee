"""The search service: what is asked, the engines that answer, the API and the pages."""
