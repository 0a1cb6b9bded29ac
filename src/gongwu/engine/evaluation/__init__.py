"""How good drawn pictures are: judges trained on real ones, and the measures they serve."""
