"""A login1 for tests: takes the name on the bus, grants delay locks, and announces what it is told.

Prints a line of JSON for each lock that is taken or let go; reads a line "shutdown true",
"sleep false" … from stdin for each announcement.
"""

import json
import os

import dbus
import dbus.mainloop.glib
import dbus.service
from gi.repository import GLib

MANAGER = "org.freedesktop.login1.Manager"


def say(**what):
    print(json.dumps(what), flush=True)


class Manager(dbus.service.Object):
    @dbus.service.method(MANAGER, in_signature="ssss", out_signature="h")
    def Inhibit(self, what, who, why, mode):
        ours, theirs = os.pipe()
        say(lock="taken", what=str(what), who=str(who), why=str(why), mode=str(mode))
        GLib.io_add_watch(ours, GLib.IO_HUP, self.let_go, str(what))
        answer = dbus.types.UnixFd(theirs)
        os.close(theirs)
        return answer

    def let_go(self, descriptor, _condition, what):
        os.close(descriptor)
        say(lock="released", what=what)
        return False

    @dbus.service.signal(MANAGER, signature="b")
    def PrepareForShutdown(self, start):
        pass

    @dbus.service.signal(MANAGER, signature="b")
    def PrepareForSleep(self, start):
        pass


def announce(_source, _condition, manager):
    # Not by lines: what a buffered reader has already read wakes nobody.
    lines = os.read(0, 4096).decode().splitlines()
    if not lines:
        loop.quit()
        return False
    for line in lines:
        about, value = line.split()
        signal = manager.PrepareForShutdown if about == "shutdown" else manager.PrepareForSleep
        signal(value == "true")
    return True


dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
bus = dbus.SystemBus()
name = dbus.service.BusName("org.freedesktop.login1", bus)
manager = Manager(bus, "/org/freedesktop/login1")
loop = GLib.MainLoop()
GLib.io_add_watch(0, GLib.IO_IN | GLib.IO_HUP, announce, manager)
say(ready=True)
loop.run()
