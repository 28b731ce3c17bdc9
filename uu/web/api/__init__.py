"""The API for phones, a noun a file. It does what the pages do, through the same forms and the same acts."""
