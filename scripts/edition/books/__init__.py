"""Books of the edition: what stands in them, and how an EPUB is written."""
