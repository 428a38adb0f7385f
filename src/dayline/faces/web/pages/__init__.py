"""One module for each page: it asks queries, calls actions, and renders a template."""
