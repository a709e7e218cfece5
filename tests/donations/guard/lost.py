"""A cache that fails when it should count."""

from django.core.cache.backends.dummy import DummyCache


class LostCache(DummyCache):
    """Remembers nothing, and answers everything of the guard's with an error."""

    def make_and_validate_key(self, key, version=None):
        if key.startswith("guard-"):
            raise ConnectionError("the cache is gone")
        return super().make_and_validate_key(key, version)
