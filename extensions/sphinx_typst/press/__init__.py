"""Prints sheets: a PDF for each, kept while nothing in it changes."""
