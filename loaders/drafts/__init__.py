"""What source formats share: drafts of records, and the reading of values, dates and names."""
