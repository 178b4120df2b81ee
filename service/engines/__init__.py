"""The search engines, each behind the same contract; only its own module names a client."""
