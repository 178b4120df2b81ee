"""The words of scanned pages as the full text of a record: ALTO, hOCR, PDF, plain text."""
