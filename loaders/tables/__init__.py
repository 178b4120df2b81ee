"""The format `csv`: delimited text and workbooks."""
