"""Pictures people have, as arrays that a net can learn from. No tensors here."""
