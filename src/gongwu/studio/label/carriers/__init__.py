"""Where each file format keeps its implicit label: one module for each family of formats.

A reader takes any bytes and returns the records that it finds, as they stand; it never raises for
broken bytes. A writer puts one label into a sound file: where one stands already it is rewritten in
its place, so that there is never a second and never none.
"""
