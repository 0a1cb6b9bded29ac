"""Formulas: a subset of LaTeX, and its form in MathML, in Word, in typst and in plain signs."""
