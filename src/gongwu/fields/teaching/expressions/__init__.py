"""The notation in which families, proofs and checks write formulas: `x^2 - 5*x + 6 = 0`."""
