"""EventBridge Scheduler as AWS has it, where the emulator takes more.

From its user guide: "Schedule types" (rate, cron and at expressions, time zones of the IANA database) and "Setting up" (the role that it
calls targets with, which must trust it). Calls are authorized on schedules and groups, as the service authorization reference has it.

Not here: time zones when a schedule fires (all is UTC), retries and dead letters of a target, flexible time windows, universal targets, and
context attributes in the input.
"""

import json
import re
import zoneinfo
from datetime import datetime
from urllib.parse import unquote

import functions
import machines
from ministack.core import iam_actions
from ministack.services import eventbridge, scheduler

SERVICE = "scheduler.amazonaws.com"
RATE = re.compile(r"^rate\(([1-9]\d*) (minute|hour|day)(s?)\)$")
CRON = re.compile(r"^cron\(\S+( \S+){5}\)$")
AT = re.compile(r"^at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)$")
RIGHTS = {"states": "states:StartExecution", "lambda": "lambda:InvokeFunction", "sqs": "sqs:SendMessage", "sns": "sns:Publish"}


def is_expression(text):
    rate, at = RATE.match(text), AT.match(text)
    if rate:
        return (rate[1] == "1") == (rate[3] == "")
    if at:
        try:
            return datetime.fromisoformat(at[1]) is not None
        except ValueError:
            return False
    return CRON.match(text) is not None and eventbridge._parse_cron_fields(text) is not None


def problem_of(body):
    """Why AWS refuses a schedule; None where it does not."""
    expression, zone = body.get("ScheduleExpression") or "", body.get("ScheduleExpressionTimezone") or "UTC"
    if expression and not is_expression(expression):
        return f"Invalid Schedule Expression {expression}."
    if zone not in zoneinfo.available_timezones():
        return f"The time zone {zone} is not valid."
    role = (body.get("Target") or {}).get("RoleArn")
    if role and not functions.trusts(role, SERVICE):
        return "The execution role you provide must allow AWS EventBridge Scheduler to assume the role."
    return None


def refused(body):
    problem = problem_of(body)
    return problem and scheduler._error(400, "ValidationException", problem)


def may_reach(target):
    """Whether the role of a schedule may do what its target takes."""
    role, arn = target.get("RoleArn") or "", target.get("Arn", "")
    right = RIGHTS.get(arn.split(":")[2])
    return role != "" and functions.trusts(role, SERVICE) and (right is None or machines.allows(role, right, arn))


def resource_of(path, body, query, start):
    parts = [unquote(part) for part in path.split("/") if part]
    if parts[:1] == ["tags"]:
        return "/".join(parts[1:])
    if parts[:1] == ["schedule-groups"]:
        return f"{start}:schedule-group/{parts[1]}" if len(parts) > 1 else f"{start}:schedule-group/*"
    if parts[:1] != ["schedules"] or len(parts) < 2:
        return f"{start}:schedule/*/*"
    group = query.get("groupName") or json.loads(body or b"{}").get("GroupName") or "default"
    return f"{start}:schedule/{group[0] if isinstance(group, list) else group}/{parts[1]}"


def install():
    create, update, extract = scheduler._create_schedule, scheduler._update_schedule, iam_actions.extract_resource_arn

    def extracting(service, method, path, headers, body, query, region, account):
        if service == "scheduler":
            return resource_of(path, body, query, f"arn:aws:scheduler:{region}:{account}")
        return extract(service, method, path, headers, body, query, region, account)

    iam_actions.extract_resource_arn = extracting
    scheduler._create_schedule = lambda name, body: refused(body) or create(name, body)
    scheduler._update_schedule = lambda name, body: refused(body) or update(name, body)
