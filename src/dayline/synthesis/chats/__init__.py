"""Threads from elsewhere: chat exports, mail, transcripts."""
