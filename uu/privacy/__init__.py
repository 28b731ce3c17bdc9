"""The pure privacy kernel: no database, no web, no clock."""
