"""Who may enter the desk.

Promise: nobody gets past `door.is_complete` without a password or passkey *and* proof of a second factor in this very
session; what the door says to a stranger never tells whether an account exists.
"""
