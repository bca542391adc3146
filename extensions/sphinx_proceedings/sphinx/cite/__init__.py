"""Works and papers are cited: what bibtex is given, its lists, and references to what we know."""
