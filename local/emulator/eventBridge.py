"""EventBridge as AWS has it where it hears of calls and publishes.

What CloudTrail records goes on the account's default bus where a trail logs management events, reads left out (EventBridge user guide, "AWS
service events delivered via AWS CloudTrail" and "Receiving read-only management events"). Topics, queues and functions get what their
policies let the rule send, and nothing else; a state machine is started by the target's role. Paths of input transformers may have indexes ("Input transformation"). Calls are authorized on the
resources that the service authorization reference has: rules of the default bus are rule/<name>, tags are of what they are on. A rule
that has targets is not deleted, and one that is not there has none (API reference of DeleteRule, RemoveTargets, ListTargetsByRule).
"""

import json
import re

import functions
import machines
import schedules
import trail
from ministack.core import iam_actions, responses
from ministack.core.responses import error_response_json
from ministack.services import eventbridge, sns, sqs

TYPES = {"AwsApiCall": "API Call", "AwsServiceEvent": "Service Event", "AwsConsoleAction": "Console Action"}
OF_RULES = ("PutRule", "DeleteRule", "DescribeRule", "EnableRule", "DisableRule", "PutTargets", "RemoveTargets", "ListTargetsByRule")
STEP = re.compile(r"[^.\[\]]+")


def tell(record):
    """Puts a change that CloudTrail recorded on the default bus of its account and Region."""
    if record.get("readOnly"):
        return
    eventbridge._dispatch_event(
        {
            "EventId": record["eventID"],
            "Source": f"aws.{record['eventSource'].partition('.')[0]}",
            "DetailType": f"AWS {TYPES[record['eventType']]} via CloudTrail",
            "Detail": json.dumps(record),
            "EventBusName": "default",
            "Time": record["eventTime"],
            "Resources": [],
            "Account": record["recipientAccountId"],
            "Region": record["awsRegion"],
        }
    )


def may_publish(topic_arn, rule_arn):
    topic = sns._topic_by_arn_any_scope(topic_arn) or {}
    policy = (topic.get("attributes") or {}).get("Policy")
    context = {"aws:sourcearn": rule_arn, "aws:sourceaccount": rule_arn.split(":")[4]}
    return trail.service_decision("events.amazonaws.com", policy, "sns:Publish", topic_arn, context) == "Allow"


def may_send(queue_arn, rule_arn):
    queue = sqs._queue_by_arn(queue_arn) or {}
    policy = (queue.get("attributes") or {}).get("Policy")
    context = {"aws:sourcearn": rule_arn, "aws:sourceaccount": rule_arn.split(":")[4]}
    return trail.service_decision("events.amazonaws.com", policy, "sqs:SendMessage", queue_arn, context) == "Allow"


def may_start(target):
    """State machines are started with a role, which must trust EventBridge."""
    role = target.get("RoleArn") or ""
    trusted = role != "" and functions.trusts(role, "events.amazonaws.com")
    return trusted and machines.allows(role, "states:StartExecution", target["Arn"])


def may_reach(target, rule_arn):
    """Whether EventBridge, or Scheduler, may do with a target what a rule asks of it."""
    arn = target.get("Arn", "")
    service = arn.split(":")[2] if arn.count(":") >= 5 else ""
    if ":scheduler:" in rule_arn:
        return schedules.may_reach(target)
    asks = {"sns": may_publish, "lambda": functions.may_be_run, "sqs": may_send}
    if service == "states":
        return may_start(target)
    return service not in asks or asks[service](arn, rule_arn)


def hand_on(target, event):
    """An event goes on the bus of another Region as it is, with a role that may put events there ("Sending events between AWS Regions")."""
    arn, role, here = target["Arn"], target.get("RoleArn") or "", responses.get_region()
    if role == "" or not functions.trusts(role, "events.amazonaws.com") or not machines.allows(role, "events:PutEvents", arn):
        return
    responses.set_request_region(arn.split(":")[3])
    try:
        eventbridge._dispatch_event({**event, "EventBusName": arn.rpartition("/")[2]})
    finally:
        responses.set_request_region(here)


def value_at(event, path):
    """What a path leads to, None for nothing."""
    for step in STEP.findall(path.removeprefix("$")):
        if isinstance(event, list) and step.isdigit() and int(step) < len(event):
            event = event[int(step)]
        elif isinstance(event, dict):
            event = event.get(step)
        else:
            return None
    return event


def resource_of(service, headers, body, query, region, account):
    """What a call is about where the emulator does not know it."""
    if service == "sns":
        found = query.get("ResourceArn")
        return found[0] if isinstance(found, list) else found
    if service != "events":
        return None
    asked = json.loads(body or b"{}")
    operation = headers.get("x-amz-target", "").rpartition(".")[2]
    if operation not in OF_RULES:
        return asked.get("ResourceARN")
    bus = asked.get("EventBusName") or "default"
    rule = asked.get("Rule") or asked.get("Name")
    return f"arn:aws:events:{region}:{account}:rule/{rule if bus == 'default' else f'{bus}/{rule}'}"


def keep_with_targets(delete):
    def deleted(asked):
        if eventbridge._targets.get(eventbridge._rule_key(asked.get("Name"), asked.get("EventBusName", "default"))):
            return error_response_json("ValidationException", "Rule can't be deleted since it has targets.", 400)
        return delete(asked)

    return deleted


def of_a_rule(call):
    def answered(asked):
        bus = asked.get("EventBusName", "default")
        if eventbridge._rule_key(asked.get("Rule"), bus) in eventbridge._rules:
            return call(asked)
        message = f"Rule {asked.get('Rule')} does not exist on EventBus {bus}."
        return error_response_json("ResourceNotFoundException", message, 400)

    return answered


def install():
    extract = iam_actions.extract_resource_arn

    def extracting(service, method, path, headers, body, query, region, account):
        found = resource_of(service, headers, body, query, region, account)
        return found or extract(service, method, path, headers, body, query, region, account)

    invoke, transform = eventbridge._invoke_target, eventbridge._apply_input_transformer

    def invoking(target, event, rule, view=None):
        arn = target.get("Arn", "")
        if ":event-bus/" in arn and arn.split(":")[3] != responses.get_region():
            hand_on(target, event)
        elif may_reach(target, rule["Arn"]):
            invoke(target, event, rule, view)

    def transforming(transformer, rule, view):
        paths, template = transformer.get("InputPathsMap", {}), transformer.get("InputTemplate", "")
        event = view.event_with_detail()
        for name in [name for name, path in paths.items() if "[" in path]:
            found = value_at(event, paths[name])
            template = template.replace(f"<{name}>", found if isinstance(found, str) else "")
        plain = {name: path for name, path in paths.items() if "[" not in path}
        return transform({"InputPathsMap": plain, "InputTemplate": template}, rule, view)

    iam_actions.extract_resource_arn = extracting
    eventbridge._delete_rule = keep_with_targets(eventbridge._delete_rule)
    eventbridge._remove_targets = of_a_rule(eventbridge._remove_targets)
    eventbridge._list_targets_by_rule = of_a_rule(eventbridge._list_targets_by_rule)
    trail.LISTENERS.append(tell)
    eventbridge._invoke_target = invoking
    eventbridge._apply_input_transformer = transforming
