"""What concerns the printed volume as a whole. Nothing here knows Sphinx."""
