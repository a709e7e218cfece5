"""Turn django-environ's reading of EMAIL_URL into one entry of Django's MAILERS."""

from typing import Any

_OPTION_OF = {
    "EMAIL_HOST": "host",
    "EMAIL_PORT": "port",
    "EMAIL_HOST_USER": "username",
    "EMAIL_HOST_PASSWORD": "password",
    "EMAIL_USE_TLS": "use_tls",
    "EMAIL_USE_SSL": "use_ssl",
}


def mailer(read: dict[str, Any]) -> dict[str, Any]:
    """Give BACKEND and its OPTIONS: a folder for files, a host, a port and a login for SMTP."""
    backend = read["EMAIL_BACKEND"]
    if folder := read.get("EMAIL_FILE_PATH"):
        return {"BACKEND": backend, "OPTIONS": {"file_path": folder}}
    if not backend.endswith("smtp.EmailBackend"):
        return {"BACKEND": backend}
    options = {name: read[key] for key, name in _OPTION_OF.items() if read.get(key)}
    return {"BACKEND": backend, "OPTIONS": options | {"timeout": 20}}
