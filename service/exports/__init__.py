"""What readers take away: records in the forms of other programs, one or all that a search finds.

citing       a record as a bibliography has it
ris, bibtex, csl_json   the same written for Zotero, EndNote and other managers of references
cmif         letters, as correspSearch gathers them; origin says whose a file is
tables       a record as a row of cells; delimited and workbook write rows
xml_forms, ead, linked  records as XML and as linked data
feeds        a search as it is followed: its registry, like that of forms
marked_set   records that a reader marked; `receipts` a search that is cited
styles       citations in the styles of others
formats      the registry: adding a form is one module and one line
shown_set    all records that a search finds, in its order
"""
