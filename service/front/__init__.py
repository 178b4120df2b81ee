"""What is between the sockets and the application.

A loop reads requests whole and sends answers as fast as each reader takes them; only a complete
request is given to a thread. So a connection that is idle, slow or hostile costs a few kilobytes
and no thread, and each has a time by which it is closed (`docs/decisions.md` says what else was
tried). The loop is waitress's; gunicorn keeps the processes.
"""
