"""What a site has that other builders have not."""
