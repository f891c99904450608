"""The clock of the trail, and what of it can be changed while it runs."""

import datetime
import json
import time

DEFAULTS = {
    #: How far the clock is ahead of that of the machine.
    "offsetMs": 0,
    #: How long LookupEvents does not know of an event; at AWS up to some minutes.
    "lagMs": 0,
    #: How long after an event its file is written, by the file's own name; at AWS about five minutes on average.
    "deliveryMs": 300_000,
    #: For each account and Region (API reference of LookupEvents).
    "lookupsPerSecond": 2,
}
SETTINGS = dict(DEFAULTS)


def now_ms():
    return int(time.time() * 1000) + SETTINGS["offsetMs"]


def iso(ms, form="%Y-%m-%dT%H:%M:%SZ"):
    return datetime.datetime.fromtimestamp(ms / 1000, datetime.timezone.utc).strftime(form)


def change(body):
    unknown = set(body) - set(DEFAULTS)
    if unknown:
        message = f"{', '.join(sorted(unknown))}: not one of {', '.join(DEFAULTS)}"
        return 400, {}, json.dumps({"error": message}).encode()
    SETTINGS.update(body)
    return 200, {"Content-Type": "application/json"}, json.dumps(SETTINGS).encode()


def reset():
    SETTINGS.update(DEFAULTS)
