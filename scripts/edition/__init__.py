"""An annotated edition, from seeds to pages.

Every module, in the order of the stages; none imports one that stands below it.
Which of them a change touches is in CONTRIBUTING, "Where a change belongs".

Of use to all:

``wording``      counts, cuts and guesses in messages
``problems``     what can be wrong, and where
``names``        ids and addresses, the only place where they are made
``writing``      scripts, and the direction in which words run
``quotes``       finds words in a text
``prose``        the small Markdown of the notes
``clock``        which day it is
``dates``        a year, month, day or span of time
``jobs``         makes some of the files                     (its type)
``processes``    shares work among the processors

From files to records:

``seeds_dir``    reads the folder                         -> files
``characters``   invisible ones, and look-alikes             (hints)
``yaml_advice``  the usual causes of YAML errors             (hints)
``meant``        slugs, dates and addresses, as they were meant (hints)
``marked_yaml``  YAML with places                         -> data and places
``yaml_faults``  what is wrong with files as YAML         -> problems
``record``       a mapping that knows where it was written   (its type)
``forms``        the forms of a value: slug, date, prose     (its types)
``vocabulary``   values from which an editor chooses         (its types)
``layer``        what an editor may write                    (the records)
``form_faults``  what is wrong with their form            -> problems
``parse_layer``  data -> records                          -> Layer

From records to the checked edition:

``document``     text and boundaries -> sentences         -> Document
``references``   where one thing refers to another        -> references
``misquoted``    where words are that are not there          (hints)
``exact_words``  quotations of the document               -> problems
``claims``       sources and days                         -> problems
``source_faults`` who publishes a source                  -> problems
``prose_faults`` markup that prose does not have          -> problems
``house_style``  the rules of style                       -> problems
``checks``       these and every other rule               -> problems
``registry``     the ids that releases published          -> Registry
``model``        the Edition, each reference resolved        (its types)
``assemble``     Document and Layer                       -> Edition
``labels``       what things are called
``parts``        divides a long text
``identity``     lists what has an address
``lost``         whether a file is missed as a whole         -> problems
``contract``     whether published ids mean the same      -> problems
``unwritten``    whether all of it is written             -> problems

From the edition to pages and files for others:

``markdown``     the editors' words as Markdown
``words``        the document's words as HTML
``templating``   the templates and what they may use
``former``       keeps old addresses alive
``views``        the Edition, arranged for one page each
``exports``      Edition -> data, citations               -> files for others
``issue_forms``  where readers report mistakes
``page``         what a template may ask for                 (its type)
``search``       Edition -> what can be found, and how    -> scripts
``books``        Edition -> contents of PDF and EPUB      -> data
``pages``        Edition -> Markdown                      -> pages

From values to the disk:

``disk``         writes a file, or several, as a whole
``docs_dir``     writes what changed                      -> ``docs/``
``pipeline``     calls the stages
``lean``         scripts and styles as browsers need them
``site_dir``     exchanges the old site for the new one   -> ``site/``

For editors, and the commands in ``scripts/commands``:

``boundaries``   where the sentences of a new text may begin
``first_draft``  a whole edition of a new text
``skeletons``    a new note, term, source or theme
``rename``       another slug wherever it is named
``id_changes``   what becomes of a published id
``schema``       the form of the seeds, for text editors
``report``       how far the edition has got
``problem_page`` what is wrong, while it is served

Only ``seeds_dir`` reads files, and only ``docs_dir`` and ``site_dir`` write them, by
way of ``disk``; with two exceptions: ``books.folder`` puts finished books into the
site, and ``templating`` keeps compiled templates in the user's temporary folder.
All others are functions from values to values.
"""

import os

# What a record may hold does not depend on plugins that happen to be installed, and to
# look for them takes a tenth of the start.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
