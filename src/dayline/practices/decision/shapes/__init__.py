"""What in a change looks like a decision, by manifests, paths and lines."""
