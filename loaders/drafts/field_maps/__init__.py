"""What a column or a key becomes: headers matched to fields, or as the archivist says."""
