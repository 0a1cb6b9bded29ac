"""Gongwu: content you can stand behind, made with generative models on your own machine."""

__version__ = "0.1.0"
