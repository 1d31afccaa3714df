"""The learned tagger: a small transformer that finds cues, and the source and content that belong to each."""
