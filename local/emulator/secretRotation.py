"""Rotation of a secret by its function, which the emulator pretends and does not do.

Secrets Manager user guide, "How rotation works" (the four steps, the version that is pending meanwhile); API reference of RotateSecret
(what RotateImmediately leaves out, the right to call the function) and of CancelRotateSecret. The words of refusals are from public reports.
"""

import contextvars
import json
import re
import threading
import time

from ministack.core.responses import error_response_json, json_response, new_uuid
from ministack.services import lambda_svc, secretsmanager

STEPS = ("createSecret", "setSecret", "testSecret", "finishSecret")
PRINCIPAL = "secretsmanager.amazonaws.com"
DAY = 24 * 3600
UNITS = {"day": DAY, "hour": 3600}


def install():
    handle, describe = secretsmanager.handle_request, secretsmanager._describe_secret
    get = secretsmanager._get_secret_value
    own = {"RotateSecret": rotate, "CancelRotateSecret": cancel}

    async def handling(method, path, headers, body, query_params):
        act = own.get(headers.get("x-amz-target", "").split(".")[-1])
        if act is None:
            return await handle(method, path, headers, body, query_params)
        return act(json.loads(body or "{}"))

    def describing(data):
        status, headers, body = describe(data)
        _, secret = secretsmanager._resolve(data.get("SecretId"))
        if status != 200:
            return status, headers, body
        rotated = secret.get("LastRotatedDate")
        shown = {**json.loads(body), **({"LastRotatedDate": rotated} if rotated else {})}
        if secret.get("RotationEnabled"):
            shown["NextRotationDate"] = secret.get("NextRotationDate")
        return json_response(shown)

    def getting(data):
        """A version that is pending has no value until its function gives it one."""
        _, secret = secretsmanager._resolve(data.get("SecretId"))
        version = (secret or {}).get("Versions", {}).get(data.get("VersionId"))
        if version and is_empty(version):
            told = f"Secrets Manager can't find the specified secret value for VersionId: {data['VersionId']}"
            return error_response_json("ResourceNotFoundException", told, 400)
        return get(data)

    secretsmanager.handle_request = handling
    secretsmanager._describe_secret, secretsmanager._get_secret_value = describing, getting


def is_empty(version):
    return version.get("SecretString") is None and version.get("SecretBinary") is None


def found(data):
    """The secret, or why it cannot be rotated."""
    _, secret = secretsmanager._resolve(data.get("SecretId"))
    if secret is None:
        return None, error_response_json("ResourceNotFoundException", "Secrets Manager can't find the specified secret.", 400)
    if secret.get("DeletedDate"):
        told = "You can't perform this operation on the secret because it was marked for deletion."
        return None, error_response_json("InvalidRequestException", told, 400)
    return secret, None


def rotate(data):
    secret, refusal = found(data)
    if refusal is not None:
        return refusal
    arn = data.get("RotationLambdaARN") or secret.get("RotationLambdaARN")
    if not arn:
        told = "No Lambda rotation function ARN is associated with this secret."
        return error_response_json("InvalidRequestException", told, 400)
    function = lambda_svc._functions.get(lambda_svc._resolve_name(arn))
    if function is None or not lets_in(function):
        told = (
            "Secrets Manager cannot invoke the specified Lambda function. Ensure that the function policy grants access to the principal "
            f"{PRINCIPAL}"
        )
        return error_response_json("AccessDeniedException", told, 400)
    secret.update(RotationLambdaARN=arn, RotationEnabled=True)
    secret["RotationRules"] = data.get("RotationRules") or secret.get("RotationRules") or {"AutomaticallyAfterDays": 30}
    secret["NextRotationDate"] = int(time.time()) + interval_of(secret["RotationRules"])
    pending = [one for one in secret["Versions"].values() if set(one["Stages"]) & {"AWSPENDING", "AWSCURRENT"} == {"AWSPENDING"}]
    if pending:
        told = "A previous rotation isn't complete. That rotation will be reattempted."
        return error_response_json("InvalidRequestException", told, 400)
    token = data.get("ClientRequestToken") or new_uuid()
    secretsmanager._remove_stage_everywhere(secret, "AWSPENDING")
    secret["Versions"][token] = {"CreatedDate": int(time.time()), "Stages": ["AWSPENDING"]}
    at_once = data.get("RotateImmediately", True)
    context = contextvars.copy_context()
    threading.Thread(target=context.run, args=(run_steps, secret, function, token, at_once), daemon=True).start()
    return json_response({"ARN": secret["ARN"], "Name": secret["Name"], "VersionId": token})


def lets_in(function):
    statements = function.get("policy", {}).get("Statement", [])
    return any(PRINCIPAL in json.dumps(one.get("Principal", "")) for one in statements)


def interval_of(rules):
    """Seconds until the next one; of a cron expression, which the emulator does not work out, a day."""
    rate = re.fullmatch(r"rate\((\d+) (day|hour)s?\)", rules.get("ScheduleExpression", ""))
    return int(rate[1]) * UNITS[rate[2]] if rate else DAY * rules.get("AutomaticallyAfterDays", 1)


def run_steps(secret, function, token, at_once):
    for step in STEPS if at_once else ("testSecret",):
        event = {"SecretId": secret["ARN"], "ClientRequestToken": token, "Step": step}
        if lambda_svc._execute_function(function, event).get("error") and at_once:
            return
    if not at_once:
        secret["Versions"].pop(token, None)
    elif "AWSCURRENT" in secret["Versions"].get(token, {}).get("Stages", []):
        secret["LastRotatedDate"] = int(time.time())


def cancel(data):
    secret, refusal = found(data)
    if refusal is not None:
        return refusal
    secret["RotationEnabled"] = False
    return json_response({"ARN": secret["ARN"], "Name": secret["Name"]})
