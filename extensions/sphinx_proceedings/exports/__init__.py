"""The model in the formats of others: one module a format, and one table of them all."""
