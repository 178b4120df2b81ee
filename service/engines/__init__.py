"""The search engines, each behind the same contract; a client is named in its module alone."""
