"""The WSGI door that gunicorn opens."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

application = get_wsgi_application()

# What lives as long as the process need not be looked at again by every collection: some 5 % of a page's time.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 20)
