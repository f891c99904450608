"""Records of CloudTrail, of calls that people and programs made.

From the user guide of CloudTrail, "CloudTrail record contents"; of calls of KMS, from its developer guide, "Logging AWS KMS API calls".
"""

import json
import re

from ministack import app
from ministack.core import iam_evaluator, responses
from ministack.services import kms

HIDDEN = {"plaintext", "ciphertextblob", "secretstring", "secretbinary", "password"}
#: Maps whose keys are names that somebody gave, not members of AWS's.
VERBATIM = {"EncryptionContext", "EncryptionContextSubset", "EncryptionContextEquals", "Tags"}
READS = re.compile(r"^(Get|List|Describe|Head|Lookup|Search|Decrypt|Encrypt|GenerateDataKey|Verify|Sign)")
GLOBAL = {"iam"}


def camel(value, key=""):
    """Parameters as CloudTrail writes them: names begin small, secrets are left out."""
    if isinstance(value, dict) and key not in VERBATIM:
        kept = {name: one for name, one in value.items() if name.lower() not in HIDDEN}
        return {name[:1].lower() + name[1:]: camel(one, name) for name, one in kept.items()}
    return [camel(one) for one in value] if isinstance(value, list) else value


def record_of_call(service, method, path, headers, body, query, result):
    """The record of a call that somebody made, without what all records have."""
    account, key = responses.get_account_id(), app.extract_access_key_id(headers, query) or ""
    name = app._ct_event_name(service, method, path, headers, query)
    parameters = app._ct_request_params(headers, body, query)
    if service in ("iam", "sts") and "Action" in parameters:
        name = parameters.pop("Action")
        parameters.pop("Version", None)
    status, _headers, answer = result
    error = error_of(answer) if status >= 400 else {}
    event = {
        "userIdentity": identity_of(key, account),
        "eventSource": f"{service}.amazonaws.com",
        "eventName": name,
        "awsRegion": "us-east-1" if service in GLOBAL else responses.get_region(),
        "sourceIPAddress": "127.0.0.1",
        "userAgent": headers.get("user-agent", ""),
        "requestParameters": camel(parameters) or None,
        "readOnly": READS.match(name) is not None,
        **error,
    }
    if service == "kms":
        answered = json.loads(answer) if status < 400 and answer else {}
        event |= about_key(parameters.get("KeyId"), account, answered, event["readOnly"] or error)
    return event


def about_key(key_id, account, answered, nothing):
    """What records of KMS have: the key as a resource, and its ARN as an answer of calls that answer nothing."""
    made = answered.get("KeyMetadata", {})
    arn = (kms._resolve_key(key_id or answered.get("KeyId") or made.get("Arn") or "") or {}).get("Arn")
    if arn is None:
        return {}
    grant = {"grantId": answered["GrantId"]} if "GrantId" in answered else {}
    return {
        "resources": [{"accountId": account, "type": "AWS::KMS::Key", "ARN": arn}],
        **({} if nothing else {"responseElements": camel(answered) if made else {**grant, "keyId": arn}}),
    }


def error_of(answer):
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else ""
    try:
        said = json.loads(text)
        code, message = said.get("__type", ""), said.get("message") or said.get("Message") or ""
    except ValueError:
        code, message = (
            (re.search(f"<{tag}>([^<]*)</{tag}>", text) or [None, ""])[1] for tag in ("Code", "Message")
        )
    code = code.rpartition("#")[2]
    return {"errorCode": "AccessDenied" if code == "AccessDeniedException" else code, "errorMessage": message}


def identity_of(key, account):
    caller = iam_evaluator.resolve_principal(key, account)
    if isinstance(caller, iam_evaluator.AuthError):
        return {"type": "Unknown", "accountId": account, "accessKeyId": key}
    known = {"arn": caller.arn, "accountId": account, "accessKeyId": key}
    if caller.policies is None:
        return {"type": "Root", "principalId": account, **known}
    name = caller.arn.rpartition("/")[2]
    if ":assumed-role/" not in caller.arn:
        return {"type": "IAMUser", "principalId": caller.keys.get("aws:userid", key), **known, "userName": name}
    role = caller.arn.split("/")[-2]
    issuer = {"type": "Role", "arn": f"arn:aws:iam::{account}:role/{role}", "accountId": account, "userName": role}
    return {
        "type": "AssumedRole",
        "principalId": caller.keys.get("aws:userid", key),
        **known,
        "sessionContext": {"sessionIssuer": issuer},
    }
