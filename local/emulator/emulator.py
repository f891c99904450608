"""Runs the emulator with rules of AWS's IAM that it lacks, so that what it takes is what AWS takes.

Sizes of policies: IAM and STS quotas. Simulations: API reference of SimulatePrincipalPolicy, and public reports for the words of
refusals. CloudTrail is in trail.py, what QuickSight has it record in quicksightRecords.py, what hears of it in eventBridge.py, Athena over
its files in trailTables.py, what Athena asks its caller in athenaRules.py; what the QuickSight simulator asks it, in decisions.py and
keyService.py; what KMS has besides, in keyRules.py; versions of secrets, in secretRules.py, their rotation in secretRotation.py; functions,
state machines and schedules, in functions.py, machines.py and schedules.py; rights on more than what a call names, in furtherRights.py. For
whoever proves which rights are needed:

    LOCAL_AUTHORIZATIONS=<file>         a line of JSON per decision: {"principal", "action", "resource", "allowed"}
"""

import json
import os
import re
import sys
from xml.sax.saxutils import escape

import athenaRules
import decisions
import eventBridge
import functions
import furtherRights
import keyRules
import keyService
import machines
import quicksightRecords
import resources
import schedules
import secretRotation
import secretRules
import trail
import trailTables
from ministack import app
from ministack.core import iam_evaluator
from ministack.core.responses import get_account_id
from ministack.services import iam, kms

MANAGED, ATTACHED = 6144, 10
HANDLERS = iam._IAM_HANDLERS


def size_of(document):
    """IAM does not count white space."""
    return len(re.sub(r"\s", "", document or ""))


def members(parameters, name):
    found = []
    while value := iam._p(parameters, f"{name}.member.{len(found) + 1}"):
        found.append(value)
    return found


def limit_inline(action, kind, most, policies_of):
    """All inline policies of a user, group or role together."""
    handle = HANDLERS[action]

    def limited(parameters):
        name = iam._p(parameters, f"{kind.capitalize()}Name")
        others = dict(policies_of(name) or {})
        others[iam._p(parameters, "PolicyName")] = iam._p(parameters, "PolicyDocument")
        if sum(map(size_of, others.values())) > most:
            return iam._error(409, "LimitExceeded", f"Maximum policy size of {most} bytes exceeded for {kind} {name}")
        return handle(parameters)

    HANDLERS[action] = limited


def limit_managed(action):
    handle = HANDLERS[action]

    def limited(parameters):
        if size_of(iam._p(parameters, "PolicyDocument")) > MANAGED:
            return iam._error(409, "LimitExceeded", f"Cannot exceed quota for PolicySize: {MANAGED}")
        return handle(parameters)

    HANDLERS[action] = limited


def limit_attached(action, kind, holders):
    handle = HANDLERS[action]

    def limited(parameters):
        holder = holders.get(iam._p(parameters, f"{kind}Name")) or {}
        attached = {*holder.get("AttachedPolicies", []), iam._p(parameters, "PolicyArn")}
        if len(attached) > ATTACHED:
            return iam._error(409, "LimitExceeded", f"Cannot exceed quota for PoliciesPer{kind}: {ATTACHED}")
        return handle(parameters)

    HANDLERS[action] = limited


def simulate(parameters):
    """SimulatePrincipalPolicy for principals with a path, on every resource, within the boundary, with context and resource policy."""
    source = iam._p(parameters, "PolicySourceArn") or ""
    actions = members(parameters, "ActionNames")
    resources = members(parameters, "ResourceArns") or ["*"]
    if len(actions) > 1 and resources != ["*"]:
        # AWS takes actions together that are on the same types of resources; which these are it does not say.
        first, *others = actions
        return iam._error(
            400,
            "InvalidInput",
            f"Invalid Input Actions: [{first}] and [{','.join(others)}] require different authorization information.",
        )
    kind, _, path = source.rpartition(":")[2].partition("/")
    if kind not in ("user", "role") or ":iam:" not in source:
        return iam._error(
            400, "InvalidInput", f"Invalid Entity Arn: {escape(source)} does not clearly define entity type and name."
        )
    holders = iam._users if kind == "user" else iam._roles
    name = path.rpartition("/")[2]
    if (holders.get(name) or {}).get("Arn") != source:
        return iam._error(404, "NoSuchEntity", f"The {kind} with name {name} cannot be found.")
    account = get_account_id()
    gather = iam_evaluator._gather_user_policies if kind == "user" else iam_evaluator._gather_role_policies
    policies = gather(name, account)
    limits = iam_evaluator._permissions_boundary(holders, name, account)
    results = "".join(
        evaluate(parameters, source, policies, limits, action, resource)
        for action in actions
        for resource in resources
    )
    return iam._xml(
        200,
        "SimulatePrincipalPolicyResponse",
        f"<SimulatePrincipalPolicyResult><EvaluationResults>{results}</EvaluationResults>"
        "<IsTruncated>false</IsTruncated></SimulatePrincipalPolicyResult>",
        ns="iam",
    )


def context_of(parameters):
    context, index = {}, 1
    while key := iam._p(parameters, f"ContextEntries.member.{index}.ContextKeyName"):
        values = members(parameters, f"ContextEntries.member.{index}.ContextKeyValues")
        context[key.lower()] = values[0] if len(values) == 1 else values
        index += 1
    return context


def evaluate(parameters, source, policies, limits, action, resource):
    context = context_of(parameters)
    asked = iam_evaluator.EvalContext(
        principal_arn=iam._p(parameters, "CallerArn") or source,
        principal_type="User" if ":user/" in source else "AssumedRole",
        principal_account=get_account_id(),
        action=action,
        resource_arn=resource,
        region=context.get("aws:requestedregion", ""),
        service_context={"aws:tagkeys": None, **context},
    )
    result = iam_evaluator.evaluate(asked, policies, *limits)
    if policy := iam._p(parameters, "ResourcePolicy"):
        required = action.startswith("kms:")
        result = iam_evaluator.combine_resource_policy(result, asked, policy, None, required=required, limits=limits)
    found = result.decision
    decision = {"Allow": "allowed", "Deny": "explicitDeny"}.get(found, "implicitDeny")
    missing = "".join(f"<member>{escape(key)}</member>" for key in missing_keys(policies, asked, context))
    head = f"<member><EvalActionName>{action}</EvalActionName><EvalResourceName>{escape(resource)}</EvalResourceName>"
    matched = "<MatchedStatements></MatchedStatements>"
    missed = f"<MissingContextValues>{missing}</MissingContextValues>"
    # Where a resource is named, what is missing is told of it alone.
    if resource == "*":
        return f"{head}<EvalDecision>{decision}</EvalDecision>{matched}{missed}</member>"
    return (
        f"{head}<EvalDecision>{decision}</EvalDecision>{matched}<ResourceSpecificResults><member>"
        f"<EvalResourceName>{escape(resource)}</EvalResourceName><EvalResourceDecision>{decision}</EvalResourceDecision>"
        f"{matched}{missed}</member></ResourceSpecificResults></member>"
    )


def missing_keys(policies, asked, context):
    """The keys in conditions of statements about this action and resource that were not given."""
    return sorted(
        {
            key
            for statements in policies
            for statement in statements
            if iam_evaluator._action_matches(asked.action, statement.actions, statement.not_actions)
            and iam_evaluator._resource_matches(asked.resource_arn, statement.resources, statement.not_resources)
            for block in statement.conditions.values()
            for key in block
            if key.lower() not in context and not key.lower().startswith("aws:principal")
        }
    )


def record(file):
    enforce = iam_evaluator.enforce

    def recording(access_key_id, iam_action, service, region, resource_arn="*", service_context=None):
        denied = enforce(access_key_id, iam_action, service, region, resource_arn, service_context)
        caller = iam_evaluator.resolve_caller_identity(access_key_id or "") or {}
        decision = {
            "principal": caller.get("userArn"),
            "action": iam_action,
            "resource": resource_arn,
            "allowed": denied is None,
        }
        with open(file, "a", encoding="utf-8") as lines:
            lines.write(json.dumps(decision) + "\n")
        return denied

    iam_evaluator.enforce = recording


def call_iam_in_its_region():
    """Calls of IAM are made in us-east-1, wherever their caller is (IAM user guide, aws:RequestedRegion)."""
    enforce = iam_evaluator.enforce

    def enforcing(access_key_id, iam_action, service, region, resource_arn="*", service_context=None):
        # A role is passed in a call of another service.
        own = iam_action.startswith("iam:") and iam_action != "iam:PassRole"
        where = "us-east-1" if own else region
        return enforce(access_key_id, iam_action, service, where, resource_arn, service_context)

    iam_evaluator.enforce = enforcing


def ask_about_keys():
    """Who names a key by an alias is asked about the key (KMS developer guide, "Controlling access to aliases")."""
    enforce = iam_evaluator.enforce

    def enforcing(access_key_id, iam_action, service, region, resource_arn="*", service_context=None):
        if service == "kms" and ":alias/" in resource_arn and not iam_action.endswith("Alias"):
            resource_arn = (kms._resolve_key(resource_arn) or {}).get("Arn", resource_arn)
        return enforce(access_key_id, iam_action, service, region, resource_arn, service_context)

    iam_evaluator.enforce = enforcing


limit_inline("PutUserPolicy", "user", 2048, lambda name: iam._user_inline_policies.get(name))
limit_inline("PutGroupPolicy", "group", 5120, lambda name: iam._group_inline_policies.get(name))
limit_inline("PutRolePolicy", "role", 10240, lambda name: (iam._roles.get(name) or {}).get("InlinePolicies"))
limit_managed("CreatePolicy")
limit_managed("CreatePolicyVersion")
limit_attached("AttachUserPolicy", "User", iam._users)
limit_attached("AttachGroupPolicy", "Group", iam._groups)
limit_attached("AttachRolePolicy", "Role", iam._roles)
HANDLERS["SimulatePrincipalPolicy"] = simulate
decisions.install()
keyRules.install()
secretRules.install()
secretRotation.install()
if file := os.environ.get("LOCAL_AUTHORIZATIONS"):
    record(file)
furtherRights.install()
ask_about_keys()
call_iam_in_its_region()
trail.install({"/_local/keys": keyService.call, "/_local/functions": functions.change, "/_local/quicksight": quicksightRecords.tell})
functions.install()
machines.install()
schedules.install()
eventBridge.install()
trailTables.install()
athenaRules.install()
resources.install()
sys.exit(app.main())
