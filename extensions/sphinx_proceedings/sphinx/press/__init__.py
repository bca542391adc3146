"""What is printed besides documents, and what becomes of printed volumes."""
