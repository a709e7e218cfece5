"""The demo newsroom: an invented river town, its stories, its people and its pictures. Nothing in it is real."""
