"""Pictures made of pixels: written anew without what is not the picture, pixels untouched."""
