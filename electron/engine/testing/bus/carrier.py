"""Carries a program's bytes to a message bus and back, and passes descriptors, as Node cannot.

stdin: frames, each a length (32 bits, little-endian) and that many bytes. Where the highest bit of
the length is set, a descriptor of a new pipe goes with them. stdout: what the bus says.
Descriptor 3: a line with a pipe's number, from 0, once nobody holds its other end any more.
"""

import os
import selectors
import socket
import struct
import sys

bus = socket.socket(socket.AF_UNIX)
bus.connect(sys.argv[1])
watched = selectors.DefaultSelector()
pipes = 0


def read_all(length):
    found = b""
    while len(found) < length:
        more = os.read(0, length - len(found))
        if not more:
            sys.exit(0)
        found += more
    return found


def carry_frame():
    global pipes
    (head,) = struct.unpack("<I", read_all(4))
    frame = read_all(head & 0x7FFFFFFF)
    if not head >> 31:
        bus.sendall(frame)
        return
    ours, theirs = os.pipe()
    number = pipes
    pipes += 1
    sent = socket.send_fds(bus, [frame], [theirs])
    os.close(theirs)
    bus.sendall(frame[sent:])
    watched.register(ours, selectors.EVENT_READ, lambda: let_go(ours, number))


def let_go(pipe, number):
    watched.unregister(pipe)
    os.close(pipe)
    os.write(3, b"%d\n" % number)


def carry_answer():
    answer = bus.recv(65536)
    if not answer:
        sys.exit(0)
    while answer:
        answer = answer[os.write(1, answer) :]


watched.register(0, selectors.EVENT_READ, carry_frame)
watched.register(bus, selectors.EVENT_READ, carry_answer)
while True:
    for key, _ in watched.select():
        key.data()
