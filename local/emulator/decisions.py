"""Tells what IAM decides about whoever has an access key: no call of IAM knows sessions, their policies and their tags.

    GET /_local/iam/<account>             {"revision", "resources", "keys"}: another revision where a decision may be another one.
                                          What no pattern of `resources` tells apart, and no condition key of `keys`, is decided alike
    GET /_local/decisions/<base64url>     of {"account", "accessKey", "action", "resource", "context", "resourcePolicy"}: {"arn",
                                          "decision", "by"}, as SimulatePrincipalPolicy says it, and whose policies say so; no "arn":
                                          nobody has this key
"""

import base64
import dataclasses
import hashlib
import json
import re
import time

from ministack import app
from ministack.core import iam_evaluator, responses
from ministack.services import iam, sts

VARIABLE = re.compile(r"\$\{([^},]+)(?:,[^}]*)?\}")
#: With these in a condition, time alone changes a decision.
CLOCKS = {"aws:currenttime", "aws:epochtime"}
DECISIONS = {"Allow": "allowed", "Deny": "explicitDeny", "ImplicitDeny": "implicitDeny"}


def fields(entity, *names):
    return {name: entity.get(name) for name in names}


def documents():
    """All policies that count for anybody: of users, groups, roles and sessions."""
    for policies in (*iam._user_inline_policies.values(), *iam._group_inline_policies.values()):
        yield from policies.values()
    for role in iam._roles.values():
        yield from (role.get("InlinePolicies") or {}).values()
    for policy in iam._policies.values():
        for version in policy.get("Versions", {}).values():
            yield version.get("Document")
    for session in sts._sessions.values():
        yield (session.get("SessionPolicies") or {}).get("Policy")


def tell_iam():
    holder = ("Arn", "AttachedPolicies", "PermissionsBoundary", "Tags", "Users", "InlinePolicies")
    texts = list(documents())
    statements = [statement for text in texts if text for statement in iam_evaluator.parse_policy_document(text)]
    keys = {key.lower() for statement in statements for block in statement.conditions.values() for key in block}
    keys |= {name.strip().lower() for text in texts for name in VARIABLE.findall(str(text))}
    state = [
        [[name, fields(one, *holder)] for store in (iam._users, iam._groups, iam._roles) for name, one in store.items()],
        [[name, list(one.items())] for store in (iam._user_inline_policies, iam._group_inline_policies) for name, one in store.items()],
        [[arn, fields(policy, "DefaultVersionId", "Versions")] for arn, policy in iam._policies.items()],
        [[key, fields(one, "UserName", "Status")] for key, one in iam._access_keys.items()],
        [[key, sts._session_expired(one)] for key, one in sts._sessions.items()],
        int(time.time()) if keys & CLOCKS else None,
    ]
    patterns = {pattern for one in statements for pattern in (*one.resources, *one.not_resources)}
    return {
        "revision": hashlib.sha256(json.dumps(state, default=str).encode()).hexdigest(),
        "resources": sorted(patterns),
        "keys": sorted(keys),
    }


def decide(asked):
    account, key = asked["account"], asked["accessKey"]
    caller = iam_evaluator.resolve_principal(key, account)
    if isinstance(caller, iam_evaluator.AuthError):
        return {}
    if caller.policies is None:
        # The emulator takes other keys for root's as well.
        return {"arn": caller.arn, "decision": "allowed"} if key == account else {}
    context = {name.lower(): value for name, value in asked.get("context", {}).items()}
    request = iam_evaluator.EvalContext(
        principal_arn=caller.arn,
        principal_type=caller.type,
        principal_account=caller.account,
        action=asked["action"],
        resource_arn=asked["resource"],
        region=context.get("aws:requestedregion", ""),
        secure_transport=True,
        service_context={"aws:tagkeys": None, **context},
        principal_keys=caller.keys,
    )
    result = iam_evaluator.evaluate(request, caller.policies, *caller.limits)
    if policy := asked.get("resourcePolicy"):
        required = asked["action"].startswith("kms:")
        combine = iam_evaluator.combine_resource_policy
        result = combine(result, request, policy, None, required=required, limits=caller.limits)
    return {"arn": caller.arn, "decision": DECISIONS[result.decision], "by": layer_of(result, request, caller, key, account)}


def layer_of(result, request, caller, key, account):
    """Whose policies deny, or lack what allows."""
    sessions = iam_evaluator._session_policy_limits(sts._sessions.get(key) or {}, account)
    boundaries = len(caller.limits) - len(sessions)
    names = ["identity-based policy", *["permissions boundary"] * boundaries, *["session policy"] * len(sessions)]
    alone = [iam_evaluator.evaluate(request, policies).decision for policies in (caller.policies, *caller.limits)]
    found = result.decision
    return next((name for name, decision in zip(names, alone) if decision == found), names[0])


def resolve_variables(first_match):
    """Policy variables in resources and conditions, by the keys of the request; without its key a variable fits nothing."""

    def fill(text, context):
        def value(found):
            known = iam_evaluator._resolve_condition_key(found.group(1).strip(), context)
            return found.group(0) if known is None or isinstance(known, list) else str(known)

        return VARIABLE.sub(value, text)

    def filled(value, context):
        if isinstance(value, str):
            return fill(value, context)
        if isinstance(value, list):
            return [filled(one, context) for one in value]
        return {name: filled(one, context) for name, one in value.items()} if isinstance(value, dict) else value

    def with_values(statement, context):
        parts = (statement.resources, statement.not_resources, statement.conditions)
        if "${" not in str(parts):
            return statement
        resources, not_resources, conditions = (filled(part, context) for part in parts)
        return dataclasses.replace(statement, resources=resources, not_resources=not_resources, conditions=conditions)

    return lambda context, statements, effect: first_match(
        context, [with_values(statement, context) for statement in statements], effect
    )


def answer(path):
    """What a route of this file answers; None for any other path."""
    if path.startswith("/_local/iam/"):
        responses._request_account_id.set(path.rpartition("/")[2])
        return tell_iam()
    if path.startswith("/_local/decisions/"):
        asked = json.loads(base64.urlsafe_b64decode(path.rpartition("/")[2] + "=="))
        responses._request_account_id.set(asked["account"])
        return decide(asked)
    return None


def install():
    """Serves the routes, and has policy variables resolved wherever IAM is asked."""
    iam_evaluator._first_match = resolve_variables(iam_evaluator._first_match)
    handle = app._handle_ready_request

    def answering(path, request_id):
        found = answer(path)
        if found is None:
            return handle(path, request_id)
        return 200, {"Content-Type": "application/json"}, json.dumps(found).encode()

    app._handle_ready_request = answering
