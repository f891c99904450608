"""LookupEvents of CloudTrail (its API reference): one attribute, newest first, pages of at most 50, 90 days, two calls a second."""

import base64
import json
import time

from ministack.core import responses
from ministack.services import cloudtrail
from trailSettings import SETTINGS, now_ms

#: The user guide: events are kept for 90 days.
KEPT_SECONDS = 90 * 24 * 60 * 60
#: Moments of the last calls of LookupEvents by account and Region.
LOOKUPS = {}


def lookup(body):
    account, region = responses.get_account_id(), responses.get_region()
    latest = [at for at in LOOKUPS.get((account, region), []) if time.monotonic() - at < 1]
    if len(latest) >= SETTINGS["lookupsPerSecond"]:
        return cloudtrail._err("ThrottlingException", "Rate exceeded")
    LOOKUPS[account, region] = [*latest, time.monotonic()]
    attributes = body.get("LookupAttributes") or []
    start, end, most = body.get("StartTime"), body.get("EndTime"), body.get("MaxResults", 50)
    if len(attributes) > 1 or any(one.get("AttributeKey") not in MATCHERS for one in attributes):
        return cloudtrail._err("InvalidLookupAttributesException", "You can specify only one lookup attribute, of those that there are.")
    if start is not None and end is not None and start > end:
        return cloudtrail._err("InvalidTimeRangeException", "Start time must be before end time.")
    if not isinstance(most, int) or not 1 <= most <= 50:
        return cloudtrail._err("InvalidMaxResultsException", "A page must have between 1 and 50 results.")
    if (category := body.get("EventCategory")) not in (None, "insight"):
        return cloudtrail._err("InvalidEventCategoryException", f"Event category {category} is not insight.")
    found = [] if category else matching(account, region, attributes, start, end)
    asked = json.dumps([attributes, start, end, category])
    first = 0
    if token := body.get("NextToken"):
        try:
            before, last = json.loads(base64.b64decode(token, validate=True))
            first = [event["EventId"] for event, _record in found].index(last) + 1 if before == asked else None
        except (TypeError, ValueError):
            first = None
        if first is None:
            return cloudtrail._err("InvalidNextTokenException", "The token is not of these parameters, or has expired.")
    page = [{**event, "CloudTrailEvent": json.dumps(record)} for event, record in found[first : first + most]]
    answer = {"Events": page}
    if first + most < len(found):
        answer["NextToken"] = base64.b64encode(json.dumps([asked, page[-1]["EventId"]]).encode()).decode()
    return cloudtrail._ok(answer)


def matching(account, region, attributes, start, end):
    kept = cloudtrail._events.get_scoped(account, region, "records") or []
    now = now_ms()
    # In whole seconds, as records have them; of one second, what was recorded last comes first.
    timed = [
        (one["ms"] // 1000, one["record"])
        for one in reversed(kept)
        if now - one["ms"] < KEPT_SECONDS * 1000 and (SETTINGS["lagMs"] == 0 or one["ms"] + SETTINGS["lagMs"] <= now)
    ]
    timed = [(at, one) for at, one in timed if (start is None or at >= start) and (end is None or at <= end)]
    found = [(shown(at, one), one) for at, one in sorted(timed, key=lambda each: -each[0])]
    for one in attributes:
        value, matches = one.get("AttributeValue"), MATCHERS[one["AttributeKey"]]
        found = [(event, record) for event, record in found if matches(event, value)]
    return found


def member(name):
    return lambda event, value: event.get(name) == value


def of_resource(name):
    return lambda event, value: any(one[name] == value for one in event["Resources"])


MATCHERS = {
    **{name: member(name) for name in ("EventId", "EventName", "EventSource", "ReadOnly", "Username", "AccessKeyId")},
    **{name: of_resource(name) for name in ("ResourceName", "ResourceType")},
}


def shown(at, event):
    """An event as LookupEvents shows it, without the record as a text in it."""
    who = event["userIdentity"]
    username = who.get("userName") or ("root" if who.get("type") == "Root" else who.get("arn", "").rpartition("/")[2])
    optional = {"Username": username, "AccessKeyId": who.get("accessKeyId")}
    return {
        "EventId": event["eventID"],
        "EventName": event["eventName"],
        "EventSource": event["eventSource"],
        "EventTime": at,
        "ReadOnly": "true" if event["readOnly"] else "false",
        **{name: value for name, value in optional.items() if value},
        "Resources": [
            {"ResourceType": one["type"], "ResourceName": one["ARN"]} for one in event.get("resources", [])
        ],
    }
