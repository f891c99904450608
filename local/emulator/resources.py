"""Which resources calls of CloudTrail, Athena, Glue, Step Functions, CloudWatch and its Logs, and those of Parameter Store about a path are about,
as the service authorization reference has it; the emulator asks for these calls on everything. Of Glue's calls the narrowest resource; what they need a right on besides is in furtherRights.py."""

import json

from ministack.core import iam_actions
from ministack.services import athena


def of_trail(body, start):
    first = next(iter(body.get("ResourceIdList") or []), None)
    name = body.get("TrailName") or body.get("Name") or body.get("ResourceId") or first
    return name if name is None or name.startswith("arn:") else f"{start}:trail/{name}"


def of_athena(body, start):
    query = athena._named_queries.get(body.get("NamedQueryId")) or athena._executions.get(body.get("QueryExecutionId"))
    name = (query or {}).get("WorkGroup") or body.get("WorkGroup") or body.get("Name")
    return body.get("ResourceARN") or (name and f"{start}:workgroup/{name}")


def of_glue(body, start):
    database = body.get("DatabaseName") or (body.get("DatabaseInput") or {}).get("Name") or body.get("Name")
    table = body.get("TableName") or (body.get("TableInput") or {}).get("Name")
    if table is None and "DatabaseName" in body:
        table = body.get("Name")
    found = f"table/{database}/{table}" if table else f"database/{database}"
    return body.get("ResourceArn") or (database and f"{start}:{found}")


def of_states(body, start):
    """Tags are of what their resource is; what is made is named, and a definition is validated of nothing."""
    named = body.get("name") and f"{start}:stateMachine:{body['name']}"
    return body.get("resourceArn") or body.get("stateMachineArn") or body.get("executionArn") or named


def of_logs(body, start):
    name = body.get("logGroupName") or body.get("logGroupIdentifier")
    return body.get("resourceArn") or (name and f"{start}:log-group:{name}")


def of_monitoring(body, start):
    """Alarms by their names, of which the first counts; dashboards are of no Region."""
    alarm = body.get("AlarmName") or next(iter(body.get("AlarmNames") or []), None)
    dashboard = body.get("DashboardName") or next(iter(body.get("DashboardNames") or []), None)
    account = start.rpartition(":")[2]
    if dashboard:
        return f"arn:aws:cloudwatch::{account}:dashboard/{dashboard}"
    return body.get("ResourceARN") or (alarm and f"{start.replace(':monitoring:', ':cloudwatch:')}:alarm:{alarm}")


def of_ssm(body, start):
    path = body.get("Path") or ""
    return path and f"{start}:parameter{path.rstrip('/')}"


FINDERS = {"cloudtrail": of_trail, "athena": of_athena, "glue": of_glue}
FINDERS |= {"states": of_states, "logs": of_logs, "monitoring": of_monitoring, "ssm": of_ssm}


def install():
    extract = iam_actions.extract_resource_arn

    def extracting(service, method, path, headers, body, query_params, region, account_id):
        find = FINDERS.get(service)
        if find is None:
            return extract(service, method, path, headers, body, query_params, region, account_id)
        try:
            asked = json.loads(body or b"{}")
        except ValueError:
            return "*"
        found = find(asked if isinstance(asked, dict) else {}, f"arn:aws:{service}:{region}:{account_id}")
        if found or service != "ssm":
            return found or "*"
        return extract(service, method, path, headers, body, query_params, region, account_id)

    iam_actions.extract_resource_arn = extracting
