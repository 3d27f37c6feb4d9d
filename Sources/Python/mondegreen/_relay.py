"""Passes lines between the program and the process that holds the model.

The program starts this as a model's process (the process protocol: one line of JSON for a request, one for an
answer). What it asks goes to a Unix socket, whose other end calls the model. It needs nothing but the
standard library, and ends when either end does.

    python -I -S _relay.py NAME     the socket NAME in the folder that MONDEGREEN_RELAY names
"""
import os
import select
import socket
import sys


def main() -> None:
    address = os.path.join(os.environ["MONDEGREEN_RELAY"], sys.argv[1])
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as other:
        other.connect(address)
        while True:
            ready, _, _ = select.select([0, other], [], [])
            if 0 in ready:
                data = os.read(0, 1 << 16)
                if not data:
                    return
                other.sendall(data)
            if other in ready:
                data = other.recv(1 << 16)
                if not data:
                    return
                while data:
                    data = data[os.write(1, data):]


if __name__ == "__main__":
    try:
        main()
    except (BrokenPipeError, ConnectionError, KeyboardInterrupt):
        sys.exit(1)
