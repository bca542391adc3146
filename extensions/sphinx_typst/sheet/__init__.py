"""From documents in Typst to what Typst is told to print: main files, with images and fonts."""
