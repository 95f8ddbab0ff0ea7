"""An annotated edition, from seeds to pages.

Every module, in the order of the stages; none imports one that stands below it.
The packages ``seeds``, ``rules`` and ``editors`` list theirs in the same way.
Which of them a change touches is in CONTRIBUTING, "Where a change belongs".

Of use to all:

``wording``          counts, cuts and guesses in messages
``problems``         what can be wrong, and where
``kinds``            the kinds of things: their names, their pages
``names``            ids and addresses, the only place where they are made
``writing_systems``  scripts, and the direction in which words run
``quotes``           finds words in a text
``prose``            the small Markdown of the notes
``clock``            which day it is
``dates``            a year, month, day or span of time
``jobs``             makes some of the files                     (its type)
``processes``        shares work among the processors

From files to the checked edition:

``seeds``            files -> records, and what is wrong with them -> Layer

``document``         text and boundaries -> sentences         -> Document
``references``       where one thing refers to another        -> references
``registry``         the ids that releases published          -> Registry
``model``            the Edition, each reference resolved        (its types)
``assemble``         Document and Layer                       -> Edition
``labels``           what things are called
``parts``            divides a long text
``identity``         lists what has an address
``rules``            whether all of it holds                  -> problems

From the edition to pages and files for others:

``markdown``         the editors' words as Markdown
``document_html``    the document's words as HTML
``templating``       the templates and what they may use
``former``           keeps old addresses alive
``views``            the Edition, arranged for one page each
``exports``          Edition -> data, citations               -> files for others
``issue_forms``      where readers report mistakes
``page``             what a template may ask for                 (its type)
``search``           Edition -> what can be found, and how    -> scripts
``books``            Edition -> contents of PDF and EPUB      -> data
``pages``            Edition -> Markdown                      -> pages

From values to the disk:

``disk``             writes a file, or several, as a whole
``docs_dir``         writes what changed                      -> ``docs/``
``pipeline``         calls the stages
``lean``             scripts and styles as browsers need them
``site_dir``         exchanges the old site for the new one   -> ``site/``

For editors:

``editors``          drafts, schemas, renaming, reports

Only ``seeds.folder`` reads files, and only ``docs_dir`` and ``site_dir`` write them, by
way of ``disk``; with two exceptions: ``books.folder`` puts finished books into the
site, and ``templating`` keeps compiled templates in the user's temporary folder.
All others are functions from values to values.
"""

import os

# What a record may hold does not depend on plugins that happen to be installed, and to
# look for them takes a tenth of the start.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
