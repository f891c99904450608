"""Lambda as AWS has it, where the emulator says less or takes more.

    POST /_local/functions   {"environment"}: variables that all functions have besides their own, for what this machine has in place of AWS

An error of a function keeps its name, as its runtime tells it (Lambda developer guide, "Lambda function errors": errorType, errorMessage,
trace). A role must trust Lambda ("Defining Lambda function permissions with an execution role"). EventBridge runs a function that lets it by
its policy, and no other (EventBridge user guide, "Using resource-based policies"). CreateFunction is authorized on the function. How old an
event may get is told only where somebody said it.
"""

import json
import os
import threading

import trail
from ministack.core import iam_actions, lambda_runtime
from ministack.core.responses import error_response_json, get_account_id
from ministack.services import iam, lambda_svc

#: What the worker of this thread answered last.
ANSWERED = threading.local()
SAID = 'status: "error", error: String(err.message || err), trace: err.stack || ""'
NAMED = 'status: "error", error: String((err && err.message) || err), name: (err && err.name) || "Error", trace: (err && err.stack) || ""'
THROWN = 'status: "error", error: e.message, trace: e.stack'
THROWN_NAMED = 'status: "error", error: e.message, name: e.name, trace: e.stack'


async def change(asked):
    os.environ.update(asked.get("environment", {}))
    return 200, {"Content-Type": "application/json"}, b"{}"


def keep_names():
    script = lambda_runtime._NODEJS_WORKER_SCRIPT
    if SAID not in script or THROWN not in script:
        raise RuntimeError("the emulator's runtime of Node tells errors in another way than functions.py knows")
    lambda_runtime._NODEJS_WORKER_SCRIPT = script.replace(SAID, NAMED).replace(THROWN, THROWN_NAMED)
    invoke, execute = lambda_runtime.Worker.invoke, lambda_svc._execute_function_warm

    def invoking(self, *arguments, **more):
        ANSWERED.value = invoke(self, *arguments, **more)
        return ANSWERED.value

    def executing(func, event, request_id):
        ANSWERED.value = None
        result = execute(func, event, request_id)
        answered = ANSWERED.value or {}
        if result.get("error") and answered.get("name"):
            trace = answered.get("trace", "").split("\n")
            result["body"] = {"errorType": answered["name"], "errorMessage": answered.get("error", ""), "trace": trace}
        return result

    lambda_runtime.Worker.invoke = invoking
    lambda_svc._execute_function_warm = executing


def trusts(role_arn, service):
    """Whether a role may be assumed by a service of AWS; one that is not there is somebody else's refusal."""
    role = next((one for one in iam._roles.values() if one.get("Arn") == role_arn), None)
    if role is None:
        return True
    document = role.get("AssumeRolePolicyDocument")
    return trail.service_decision(service, document, "sts:AssumeRole", role_arn, {"aws:sourceaccount": get_account_id()}) == "Allow"


def refuse_role(role):
    if role and not trusts(role, "lambda.amazonaws.com"):
        message = "The role defined for the function cannot be assumed by Lambda."
        return error_response_json("InvalidParameterValueException", message, 400)
    return None


def may_be_run(arn, rule_arn):
    """Whether a function's policy lets EventBridge run it for a rule."""
    func, _config, _name = lambda_svc._get_func_record_for_ref(arn)
    context = {"aws:sourcearn": rule_arn, "aws:sourceaccount": rule_arn.split(":")[4]}
    policy = json.dumps((func or {}).get("policy") or {"Statement": []})
    return trail.service_decision("events.amazonaws.com", policy, "lambda:InvokeFunction", arn, context) == "Allow"


def put_event_invoke_config(put):
    def putting(name, qualifier, data):
        answer = put(name, qualifier, data)
        kept = (lambda_svc._functions.get(name) or {}).get("event_invoke_configs", {}).get(qualifier or "")
        if kept and "MaximumEventAgeInSeconds" not in data:
            kept.pop("MaximumEventAgeInSeconds", None)
        return answer

    return putting


def install():
    keep_names()
    create, update, extract = lambda_svc._create_function, lambda_svc._update_config, iam_actions.extract_resource_arn
    lambda_svc._put_event_invoke_config = put_event_invoke_config(lambda_svc._put_event_invoke_config)

    def extracting(service, method, path, headers, body, query, region, account):
        if service == "lambda" and method == "POST" and path.rstrip("/").endswith("/functions"):
            return f"arn:aws:lambda:{region}:{account}:function:{json.loads(body or b'{}').get('FunctionName', '*')}"
        return extract(service, method, path, headers, body, query, region, account)

    iam_actions.extract_resource_arn = extracting
    lambda_svc._create_function = lambda data: refuse_role(data.get("Role")) or create(data)
    lambda_svc._update_config = lambda name, data: refuse_role(data.get("Role")) or update(name, data)
