"""Files become documents: dialect, directives, roles, numbers, safety, pages without a source."""
