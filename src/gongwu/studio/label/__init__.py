"""Labels that say where a file comes from: visible, in its metadata, and signed; and their reader.

Two functions are for the rest of the house: `apply.seal` and `inspect.inspect`. Nothing here
removes a label, and nothing may (Measures on Labelling, article 10).
"""
