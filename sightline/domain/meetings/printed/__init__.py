"""Meetings as their published minutes tell of them: matched to what is held, never in its place."""
