"""Pictures for documents: SVG of paths and text that stands alone, with nothing from elsewhere."""
