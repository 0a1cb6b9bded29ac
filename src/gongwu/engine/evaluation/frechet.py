"""Fréchet distance between two sets of features, each taken for a Gaussian (Heusel et al. 2017).

|μ₁ - μ₂|² + tr(Σ₁ + Σ₂ - 2(Σ₁Σ₂)^½), in float64. It grows when there are few items, on both sides
alike: compare only distances of equal numbers. Shapes: N and M items, D features.
"""

import torch
from torch import Tensor


def frechet_distance(features: Tensor, others: Tensor) -> float:
    """(N, D), (M, D) -> the distance; 0 for the same set."""
    one, two = features.double(), others.double()
    return gaussian_distance(one.mean(dim=0), _covariance(one), two.mean(dim=0), _covariance(two))


def gaussian_distance(mean: Tensor, covariance: Tensor, other: Tensor, spread: Tensor) -> float:
    """Of two Gaussians with means (D,) and covariances (D, D).

    tr (Σ₁Σ₂)^½ is the sum of the roots of the eigenvalues of Σ₁^½ Σ₂ Σ₁^½, which is symmetric: its
    eigenvalues are real, and those below 0 are rounding.
    """
    values, vectors = torch.linalg.eigh(covariance)
    root = vectors * values.clamp(min=0).sqrt() @ vectors.T
    between = torch.linalg.eigvalsh(root @ spread @ root).clamp(min=0).sqrt().sum()
    apart = (mean - other).square().sum()
    return float(apart + covariance.trace() + spread.trace() - 2 * between)


def _covariance(features: Tensor) -> Tensor:
    """(D, D), unbiased."""
    centred = features - features.mean(dim=0)
    return centred.T @ centred / (len(features) - 1)
