"""What is wrong with a text, one kind of fault per module. Pure: values in, findings out."""
