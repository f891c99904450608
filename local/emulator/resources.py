"""Which resources calls of CloudTrail, Athena and Glue are about, as the service authorization reference has it; the emulator asks for
these calls on everything. Of Glue's calls the narrowest resource; what they need a right on besides is in furtherRights.py."""

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


FINDERS = {"cloudtrail": of_trail, "athena": of_athena, "glue": of_glue}


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
        return find(asked, f"arn:aws:{service}:{region}:{account_id}") or "*"

    iam_actions.extract_resource_arn = extracting
