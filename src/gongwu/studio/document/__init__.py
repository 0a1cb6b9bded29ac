"""A small model of documents, and its writers: text, Markdown, HTML, docx, PDF."""
