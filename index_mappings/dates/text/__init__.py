"""What a date's text says, taken apart: words of many languages, figures, tokens, slips mended."""
