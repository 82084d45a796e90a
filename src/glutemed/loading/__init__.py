"""Reading: files and options in, records or problems out."""
