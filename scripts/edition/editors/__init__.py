"""What helps editors at their desk; ``scripts/commands`` and ``build.py`` call it.

``boundaries``    where the sentences of a new text may begin
``first_draft``   a whole edition of a new text
``skeletons``     a new note, term, source or theme
``rename``        another slug wherever it is named
``renumber``      another number
``id_changes``    what becomes of a published id
``schema``        the form of the seeds, for text editors
``report``        how far the edition has got
``problem_page``  what is wrong, while it is served
"""
