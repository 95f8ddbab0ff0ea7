"""Books of the edition: what is in them, and how an EPUB is written."""
