"""Tables that only the tests of the audit use: every kind of column, a many-to-many, a column left out."""
