"""What the editor's pages need besides templates: places, guidance, completion, saving."""
