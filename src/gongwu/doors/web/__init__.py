"""Pages: HTML and SVG made from plain data. No third-party JavaScript, no network."""
