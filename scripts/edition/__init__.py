"""An annotated edition, from seeds to pages.

The stages, in order:

``seeds_dir``   reads the folder                        -> files
``marked_yaml`` reads YAML with places                  -> data and places
``layer``       what an editor may write                   (the records)
``parse_layer`` data -> records                         -> Layer
``document``    text and boundaries -> sentences        -> Document
``checks``      every reference and rule                -> problems
``house_style`` the rules of style among them          -> problems
``assemble``    Document and Layer                      -> Edition
``pages``       Edition -> Markdown                     -> pages
``exports``     Edition -> data, citations              -> files for others
``search_index`` Edition -> what the search finds       -> scripts
``docs_dir``    writes what changed                     -> ``docs/``

``pipeline`` calls them.  Only ``seeds_dir`` reads and only ``docs_dir``
writes; the stages between are functions from values to values.
"""
