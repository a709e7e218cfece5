"""Search for readers: what was asked (`question`), what it means (`meaning`), what is found and how it is shown."""
