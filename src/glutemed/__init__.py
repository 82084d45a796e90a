"""Exercise programs for the gluteus medius: chosen, dosed, checked and explained."""

__all__ = ["__version__"]

__version__ = "0.1.0"
