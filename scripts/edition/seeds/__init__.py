"""What an editor writes, from files to records, in the order of the steps.

``folder``       reads the folder                         -> files
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
"""
