"""From tokens to dates, and from dates to spans of days."""
