"""When people of several sites can meet, and whose turn the bad hour is."""
