"""The formats `json` and `jsonl`."""
