"""An annotated edition, from seeds to pages.

The stages, in order:

``seeds_dir``    reads the folder                         -> files
``marked_yaml``  reads YAML with places                   -> data and places
``signs``        signs that look like others                 (hints)
``yaml_advice``  the usual causes of YAML errors             (hints)
``forms``        the forms of a value: slug, date, prose     (its types)
``vocabulary``   values from which an editor chooses         (its types)
``record``       a mapping that knows where it was written   (its type)
``layer``        what an editor may write                    (the records)
``parse_layer``  data -> records                          -> Layer
``form_faults``  what is wrong with their form            -> problems
``document``     text and boundaries -> sentences         -> Document
``references``   where one thing refers to another        -> references
``checks``       every reference and rule                 -> problems
``exact_words``  quotations of the document among them    -> problems
``claims``       sources and days among them              -> problems
``house_style``  the rules of style among them            -> problems
``assemble``     Document and Layer                       -> Edition
``model``        the Edition, each reference resolved        (its types)
``registry``     the ids that releases published          -> Registry
``contract``     whether they still mean the same         -> problems
``unwritten``    whether all of it is written             -> problems
``page``         what a template may ask for                 (its type)
``pages``        Edition -> Markdown                      -> pages
``exports``      Edition -> data, citations               -> files for others
``search``       Edition -> what can be found, and how    -> scripts
``books``        Edition -> contents of PDF and EPUB      -> data
``jobs``         makes some of these files                   (its type)
``processes``    shares the jobs among the processors
``docs_dir``     writes what changed                      -> ``docs/``
``site_dir``     exchanges the old site for the new one   -> ``site/``

``pipeline`` calls them, but for the last, which MkDocs calls.  Only ``seeds_dir``
reads files and only the last two write them, by way of ``disk``; with two
exceptions: ``books.folder`` puts finished books into the site, and ``templating``
keeps compiled templates in the user's temporary folder.  The stages in between
are functions from values to values.

Whatever is wrong is one of ``problems``.  ``prose`` is the small Markdown of the
notes, ``quotes`` finds words in a text, ``identity`` lists what has an address.

``pages`` prints what other modules have worked out: ``views`` arrange the
Edition for one page each; ``words`` writes the document's words and ``markdown``
the editors'; ``former`` keeps old addresses alive, ``parts`` divides a long text,
``labels`` says what things are called, ``writing`` which way words run and
``clock`` which day it is.  Only ``names`` makes addresses.

An editor's commands (``scripts/commands``) use ``skeletons`` for a new note,
``boundaries`` and ``first_draft`` for a new text, ``rename`` and ``contract``
for ids.  ``schema`` tells text editors the form of the seeds, ``report`` how far
the edition has got, ``problem_page`` what is wrong while it is served; with
``issue_forms`` readers report mistakes.
"""

import os

# What a record may hold does not depend on plugins that happen to be installed, and to
# look for them takes a tenth of the start.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
