"""EMAIL_URL as one of Django's mailers."""

import environ

from newsroom.mailer import mailer


def read(url):
    return mailer(environ.Env.email_url_config(url))


def test_console_mail_takes_no_options():
    assert read("consolemail://") == {"BACKEND": "django.core.mail.backends.console.EmailBackend"}


def test_mail_in_files_takes_its_folder():
    assert read("filemail:////srv/outbox") == {
        "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "OPTIONS": {"file_path": "/srv/outbox"},
    }


def test_smtp_takes_host_login_and_encryption():
    assert read("smtp+tls://post:secret@mail.example.org:587") == {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": "mail.example.org",
            "port": 587,
            "username": "post",
            "password": "secret",
            "use_tls": True,
            "timeout": 20,
        },
    }
