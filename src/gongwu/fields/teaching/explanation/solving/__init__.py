"""Solves a problem in steps that a pupil could write down."""
