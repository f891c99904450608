"""Rights that a call needs on more than the resource it names, and how a denial of one is worded.

Glue: Athena user guide, "Configure access to databases and tables in the AWS Glue Data Catalog" (ancestors, and of what is deleted the
descendants), and developer guide, "Specifying AWS Glue resource ARNs". Rotation: API reference of RotateSecret. Keys: user guide of
Secrets Manager; user guide of S3, "Using server-side encryption with AWS KMS keys", and API reference of HeadObject.
"""

import contextvars
import json

from ministack import app
from ministack.core import iam_actions, iam_evaluator
from ministack.services import kms, s3, secretsmanager

#: Method, headers and body of the request that is answered.
REQUEST = contextvars.ContextVar("request", default=("", {}, b""))
#: What was denied last in a request: action and resource.
DENIED = contextvars.ContextVar("denied", default=None)
GLUE_TAGS = {"glue:GetTags", "glue:TagResource", "glue:UntagResource"}
USES = {"s3:GetObject": "kms:Decrypt", "s3:GetObjectVersion": "kms:Decrypt", "s3:PutObject": "kms:GenerateDataKey"}


def around_glue(action, arn, region):
    start, _, path = arn.rpartition(":")
    kind, _, name = path.partition("/")
    if action in GLUE_TAGS or kind not in ("database", "table"):
        return
    yield action, f"{start}:catalog", {}
    if kind == "table":
        yield action, f"{start}:database/{name.partition('/')[0]}", {}
    elif action == "glue:DeleteDatabase":
        yield action, f"{start}:table/{name}/*", {}
        yield action, f"{start}:userDefinedFunction/{name}/*", {}


def of_secret(action, arn, region):
    secret = secretsmanager._secrets.get(arn.partition(":secret:")[2][:-7]) or {}
    if action == "secretsmanager:GetSecretValue":
        yield from use("kms:Decrypt", secret.get("KmsKeyId"), "secretsmanager", region)
    if action == "secretsmanager:RotateSecret":
        named = json.loads(REQUEST.get()[2] or b"{}").get("RotationLambdaARN") or secret.get("RotationLambdaARN")
        if named:
            yield "lambda:InvokeFunction", named, {}


def key_of_object(action, arn, region):
    bucket, _, key = arn.partition(":::")[2].partition("/")
    if action not in USES or not key:
        return
    method, headers, _ = REQUEST.get()
    if action == "s3:PutObject":
        found, _error = s3._resolve_sse_write_headers(headers, bucket)
    elif method == "HEAD" and "x-amz-checksum-mode" not in headers:
        found = None
    else:
        found = s3._stored_sse_headers(((s3._buckets.get(bucket) or {}).get("objects") or {}).get(key) or {})
    yield from use(USES[action], (found or {}).get("x-amz-server-side-encryption-aws-kms-key-id"), "s3", region)


def use(action, key_id, service, region):
    """The right to use a key of the account's own; others are AWS's, which everybody may use."""
    key = kms._resolve_key(key_id or "")
    if key is not None:
        yield action, key["Arn"], {"kms:ViaService": f"{service}.{region}.amazonaws.com"}


FURTHER = {"glue": around_glue, "secretsmanager": of_secret, "s3": key_of_object}


def install():
    enforce, denied_response = iam_evaluator.enforce, iam_actions.access_denied_response
    dispatch = app._dispatch_service_request

    async def dispatching(method, path, headers, body, *others):
        REQUEST.set((method, headers, body))
        return await dispatch(method, path, headers, body, *others)

    def noting(access_key_id, iam_action, service, region, resource_arn="*", service_context=None):
        denied = enforce(access_key_id, iam_action, service, region, resource_arn, service_context)
        if denied is not None:
            DENIED.set((iam_action, resource_arn))
        return denied

    def enforcing(access_key_id, iam_action, service, region, resource_arn="*", service_context=None):
        DENIED.set(None)
        denied = noting(access_key_id, iam_action, service, region, resource_arn, service_context)
        further = FURTHER.get(iam_action.partition(":")[0])
        if denied is not None or further is None:
            return denied
        for action, resource, context in further(iam_action, resource_arn, region):
            of = action.partition(":")[0]
            context = {**(service_context or {}), **context}
            denied = denied or noting(access_key_id, action, of, region, resource, context)
        return denied

    def denying(service, action, principal_arn, request_id, **more):
        asked, resource = DENIED.get() or (action, more.get("resource_arn"))
        other = asked != action or resource != more.get("resource_arn")
        if other and not more.get("resource_policy_arn"):
            explicit = more.get("explicit_deny", False)
            more["message"] = iam_actions.identity_denial_message(asked, principal_arn, resource, explicit)
        return denied_response(service, asked, principal_arn, request_id, **more)

    app._dispatch_service_request = dispatching
    iam_evaluator.enforce = enforcing
    iam_actions.access_denied_response = denying
