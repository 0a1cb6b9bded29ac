"""The nets: readable modules, one file each. They know shapes, not files."""
