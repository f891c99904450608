"""Calls of KMS that a service of AWS makes for what it encrypts, as they are allowed and recorded at AWS.

    POST /_local/keys   {"account", "region", "service", "action", "keyId", "arn", "ciphertext", "ms"}: {"ciphertext"} of GenerateDataKey,
                        {"retired"} of RetireGrant (how many grants), or {"refusal"}, {"message"}

A service may use a key by a grant on it or by the key's policy, which also may deny it: KMS developer guide, "Grants" and "Determining
access". The shape of records is that of the samples in QuickSight's user guide, "Verify the key used by QuickSight": no key in the
parameters of RetireGrant, and the encryption context of every call under `constraints`. Elsewhere KMS has it as `encryptionContext`.
"""

import json

import trail
import trailRecords
from ministack.core import responses
from ministack.services import kms

CONTEXT = "aws:quicksight:arn"
OPERATIONS = ["Encrypt", "Decrypt", "DescribeKey", "GenerateDataKey"]
#: What a service may do without a grant: making and giving up its own.
ABOUT_GRANTS = {"CreateGrant", "RetireGrant"}


async def call(asked):
    responses._request_account_id.set(asked["account"])
    responses.set_request_region(asked["region"])
    calls = {"CreateGrant": create_grant, "RetireGrant": retire_grants, "GenerateDataKey": generate, "Decrypt": decrypt}
    answer = await calls[asked["action"]](asked, {CONTEXT: asked["arn"]})
    return 200, {"Content-Type": "application/json"}, json.dumps(answer).encode()


async def create_grant(asked, context):
    parameters = {
        "Constraints": {"EncryptionContextSubset": context},
        "RetiringPrincipal": asked["service"],
        "KeyId": asked["keyId"],
        "GranteePrincipal": asked["service"],
        "Operations": OPERATIONS,
    }
    # The same name and content again is the same grant.
    name = "".join(one if one.isalnum() or one in ":/_-" else "-" for one in asked["arn"])
    answer = await perform(asked, {**parameters, "Name": name}, parameters)
    return answer if "refusal" in answer else {}


async def retire_grants(asked, context):
    arn = (kms._resolve_key(asked["keyId"]) or {}).get("Arn")
    held = [one for one in kms._grants.values() if one["KeyId"] == arn and is_for(one, asked["service"], context)]
    retired = 0
    for grant in held:
        parameters = {"KeyId": arn, "GrantId": grant["GrantId"]}
        shown = {"Constraints": {"EncryptionContextSubset": context}}
        answer = await perform(asked, parameters, shown, {"additionalEventData": {"grantId": grant["GrantId"]}})
        retired += "refusal" not in answer
    return {"retired": retired}


async def generate(asked, context):
    parameters = {"KeyId": asked["keyId"], "KeySpec": "AES_256", "EncryptionContext": context}
    shown = {"Constraints": {"EncryptionContextSubset": context}, "KeyId": asked["keyId"], "KeySpec": "AES_256"}
    answer = await perform(asked, parameters, shown)
    return answer if "refusal" in answer else {"ciphertext": answer["CiphertextBlob"]}


async def decrypt(asked, context):
    parameters = {"KeyId": asked["keyId"], "CiphertextBlob": asked["ciphertext"], "EncryptionContext": context}
    algorithm = {"EncryptionAlgorithm": "SYMMETRIC_DEFAULT"}
    shown = {"Constraints": {"EncryptionContextSubset": context}, "KeyId": asked["keyId"], **algorithm}
    answer = await perform(asked, parameters, shown)
    return answer if "refusal" in answer else {}


async def perform(asked, parameters, shown, more=None):
    """Makes one call and records it, with `shown` as its parameters."""
    status, _, body = refusal_of(asked) or await kms.handle_request(
        "POST", "/", {"x-amz-target": f"TrentService.{asked['action']}"}, json.dumps(parameters).encode(), {}
    )
    error = trailRecords.error_of(body) if status >= 400 else {}
    answer = {"refusal": json.loads(body)["__type"], "message": error["errorMessage"]} if error else json.loads(body or b"{}")
    reads = asked["action"] not in ABOUT_GRANTS
    trail.record(
        {
            "userIdentity": {"type": "AWSService", "invokedBy": asked["service"]},
            "eventSource": "kms.amazonaws.com",
            "eventName": asked["action"],
            "awsRegion": asked["region"],
            "sourceIPAddress": asked["service"],
            "userAgent": asked["service"],
            "requestParameters": trailRecords.camel(shown),
            "readOnly": reads,
            **trailRecords.about_key(asked["keyId"], asked["account"], answer, reads or error),
            **(more or {}),
            **error,
        },
        asked.get("ms"),
    )
    return answer


def refusal_of(asked):
    """Why the key's policy and the grants on it refuse the service; None where they let it, or there is no such key."""
    key = kms._resolve_key(asked["keyId"])
    if key is None:
        return None
    context = {f"kms:encryptioncontext:{CONTEXT}": asked["arn"], "aws:sourceaccount": asked["account"], "aws:sourcearn": asked["arn"]}
    action = f"kms:{asked['action']}"
    decision = trail.service_decision(asked["service"], key.get("Policy"), action, key["Arn"], context)
    if decision != "Deny" and (decision == "Allow" or asked["action"] in ABOUT_GRANTS or is_granted(asked, key["Arn"])):
        return None
    because = "with an explicit deny in a resource-based policy" if decision == "Deny" else "because no grant and no policy allows it"
    message = f"{asked['service']} is not authorized to perform: {action} on resource: {key['Arn']} {because}"
    return 400, {}, json.dumps({"__type": "AccessDeniedException", "message": message}).encode()


def is_granted(asked, arn):
    context = {CONTEXT: asked["arn"]}
    grants = (one for one in kms._grants.values() if one["KeyId"] == arn and asked["action"] in one["Operations"])
    return any(is_for(one, asked["service"], context) for one in grants)


def is_for(grant, service, context):
    """Whether a grant is this service's for something in this encryption context."""
    constraints = grant.get("Constraints") or {}
    subset, equals = constraints.get("EncryptionContextSubset") or {}, constraints.get("EncryptionContextEquals")
    fits = subset.items() <= context.items() and equals in (None, context)
    return grant["GranteePrincipal"] == service and fits
