"""The rules of the edition.  Each finds problems in what was read, and changes nothing.

Of an edition whose form is right:

``lost``              whether a file is missed as a whole, or is another's
``misquoted``         where words are that are not where they should be (hints)
``exact_words``       quotations of the document
``claims``            sources and days
``source_faults``     who publishes a source, whether it is there twice, and its address
``prose_faults``      markup that prose does not have
``reference_faults``  names that lead nowhere
``gaps``              what is not annotated, and what is of no use
``house_style``       the rules of style
``checks``            all of these, shared among the processors

Of an edition in which all of this holds:

``contract``          whether published ids mean the same
``unwritten``         whether all of it is written
"""
