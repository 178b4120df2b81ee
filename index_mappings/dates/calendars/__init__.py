"""Calendars other than the Gregorian one, eras, styles and feasts: a module for each."""
