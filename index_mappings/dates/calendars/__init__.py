"""Other calendars than ours, and eras, styles and feasts: a module for each."""
