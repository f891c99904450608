"""What KMS of AWS has and the emulator lacks: rotations on demand, whose policy it is that denies, and the caller's account in conditions.

Rotations: API reference of RotateKeyOnDemand and ListKeyRotations. At AWS a rotation takes a while, during which GetKeyRotationStatus has
an OnDemandRotationStartDate; here it is over at once. Denials: IAM user guide, "Access denied error message examples".
"""

import hashlib
import json

import trailSettings
from ministack.core import iam_actions, iam_evaluator, responses
from ministack.core.responses import error_response_json, json_response
from ministack.services import kms

#: On demand, for each key.
MOST = 25


def rotations_of(record):
    return record.setdefault("_rotations", [])


def rotate(parameters):
    record = kms._resolve_key(parameters.get("KeyId", ""))
    refused = refusal_of(record, parameters)
    if refused is not None:
        return refused
    held = rotations_of(record)
    if sum(one["RotationType"] == "ON_DEMAND" for one in held) >= MOST:
        return error_response_json("LimitExceededException", f"{record['Arn']} was rotated on demand {MOST} times.", 400)
    for one in held:
        one["KeyMaterialState"] = "NON_CURRENT"
    material = hashlib.sha256(f"{record['KeyId']}/{len(held) + 1}".encode()).hexdigest()
    date = trailSettings.now_ms() / 1000
    held.append(
        {"KeyId": record["Arn"], "KeyMaterialId": material, "KeyMaterialState": "CURRENT", "RotationDate": date, "RotationType": "ON_DEMAND"}
    )
    return json_response({"KeyId": record["KeyId"]})


def refusal_of(record, parameters):
    if record is None:
        return error_response_json("NotFoundException", f"Key {parameters.get('KeyId')} not found", 400)
    if record["KeySpec"] != "SYMMETRIC_DEFAULT" or record.get("_mrk_type") == "REPLICA":
        return error_response_json("UnsupportedOperationException", f"{record['Arn']} can't be rotated on demand.", 400)
    if record["Origin"] == "EXTERNAL":
        return error_response_json("KMSInvalidStateException", f"{record['Arn']} has no key material pending rotation.", 400)
    return kms._check_key_state(record)


def list_rotations(parameters):
    record = kms._resolve_key(parameters.get("KeyId", ""))
    if record is None:
        return error_response_json("NotFoundException", f"Key {parameters.get('KeyId')} not found", 400)
    begin, size = int(parameters.get("Marker") or 0), parameters.get("Limit", 100)
    held = rotations_of(record)
    page = {"Rotations": held[begin : begin + size], "Truncated": begin + size < len(held)}
    return json_response({**page, **({"NextMarker": str(begin + size)} if page["Truncated"] else {})})


ADDED = {"RotateKeyOnDemand": rotate, "ListKeyRotations": list_rotations}


def install():
    enforce, combine = iam_evaluator.enforce, iam_evaluator.combine_resource_policy
    handle, denied = kms.handle_request, iam_actions.access_denied_response

    async def handling(method, path, headers, body, query_params):
        added = ADDED.get(headers.get("x-amz-target", "").rpartition(".")[2])
        if added is not None:
            return added(json.loads(body or b"{}"))
        known = set(kms._keys)
        answer = await handle(method, path, headers, body, query_params)
        # Keys are as old as the clock of the trail says.
        for key_id in set(kms._keys) - known:
            kms._keys[key_id]["CreationDate"] = trailSettings.now_ms() // 1000
        return answer

    def enforcing(access_key_id, iam_action, service, region, resource_arn="*", service_context=None):
        # Condition key of every call of KMS (its developer guide).
        account = {"kms:CallerAccount": responses.get_account_id()} if service == "kms" else {}
        return enforce(access_key_id, iam_action, service, region, resource_arn, {**account, **(service_context or {})})

    def combining(identity, context, *others, **more):
        found = combine(identity, context, *others, **more)
        # What IAM allows and the result does not, the resource's own policy keeps.
        if identity.decision == "Allow" and found.decision == "ImplicitDeny":
            found.resource_policy_arn = context.resource_arn
        return found

    def denying(service, action, principal_arn, request_id, **more):
        arn = more.get("resource_policy_arn")
        if arn and not more.get("explicit_deny") and not more.get("message"):
            because = f"because no resource-based policy allows the {action} action"
            more["message"] = f"User: {principal_arn} is not authorized to perform: {action} on resource: {arn} {because}"
        return denied(service, action, principal_arn, request_id, **more)

    iam_evaluator.enforce = enforcing
    kms.handle_request = handling
    iam_evaluator.combine_resource_policy = combining
    iam_actions.access_denied_response = denying
