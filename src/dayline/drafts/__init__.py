"""What people are still writing: texts and pictures that nobody else sees until they are saved."""
