"""Mail servers for the tests, on loopback, with a certificate authority of their own.

``mail_server`` is Dovecot and Exim as Debian ships them; ``plain_mail_server`` is made of servers
written in Python and stands in where those are missing. Both speak the same interface: see
``people.MailServer``. Whatever is started here is ended by its process id with the run.
"""
