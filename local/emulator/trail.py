"""CloudTrail as AWS has it: records of its own shape, LookupEvents with its limits, and files in S3 for whoever made a trail.

Every call is recorded, one that was refused with its error, but for calls about data (objects in S3), as those of a trail without
selectors. Names and places of files: user guide of CloudTrail, "CloudTrail log file examples" and "Finding your CloudTrail log files".

    POST /_local/trail      {"offsetMs", "lagMs", "deliveryMs", "lookupsPerSecond"}: changes trailSettings.py until the next reset
"""

import collections
import gzip
import json
import secrets
import string
import uuid

import lookupEvents
import trailSettings
from ministack import app
from ministack.core import iam_evaluator, responses
from ministack.services import cloudtrail, s3
from trailRecords import record_of_call
from trailSettings import SETTINGS, iso, now_ms

#: Records that are kept for each Region; the oldest go first.
MOST = 100_000
#: Functions that get each record which a trail logs.
LISTENERS = []


def record(event, ms=None):
    """Keeps a record, whose members are those that CloudTrail has, and lets every trail that logs have it."""
    account, region = responses.get_account_id(), event["awsRegion"]
    at = now_ms() if ms is None else ms
    whole = {
        "eventVersion": "1.08",
        "eventTime": iso(at),
        "responseElements": None,
        "requestID": str(uuid.uuid4()),
        "eventID": str(uuid.uuid4()),
        "eventType": "AwsApiCall",
        "managementEvent": True,
        "recipientAccountId": account,
        "eventCategory": "Management",
        **event,
    }
    kept = cloudtrail._events.get_scoped(account, region, "records")
    kept = collections.deque(maxlen=MOST) if kept is None else kept
    cloudtrail._events.set_scoped(account, region, "records", kept)
    kept.append({"ms": at, "record": whole})
    trails = list(trails_of(account, region))
    for _home, trail in trails:
        trail.setdefault("_Pending", []).append({"ms": at, "region": region, "record": whole})
    for listener in LISTENERS if trails else ():
        listener(whole)


def trails_of(account, region):
    for (owner, home, _name), trail in list(cloudtrail._trails.all_items()):
        if owner == account and trail.get("IsLogging") and (home == region or trail.get("IsMultiRegionTrail")):
            yield home, trail


async def deliver():
    """Writes what the account's trails have not written yet: a file for each Region and minute of delivery."""
    account = responses.get_account_id()
    for trail in [trail for (owner, _home, _name), trail in cloudtrail._trails.all_items() if owner == account]:
        # CloudTrail tries again later.
        if trail.get("_Pending") and refusal_to_write(trail):
            continue
        files = {}
        for one in trail.pop("_Pending", []):
            written = one["ms"] + SETTINGS["deliveryMs"]
            files.setdefault((one["region"], iso(written, "%Y/%m/%d"), iso(written, "%Y%m%dT%H%MZ")), []).append(one["record"])
        for (region, day, minute), records in files.items():
            unique = "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(16))
            prefix = f"{trail['S3KeyPrefix']}/" if trail.get("S3KeyPrefix") else ""
            key = f"{prefix}AWSLogs/{account}/CloudTrail/{region}/{day}/{account}_CloudTrail_{region}_{minute}_{unique}.json.gz"
            path = f"/{trail['S3BucketName']}/{key}"
            headers = {"content-type": "application/json", "content-encoding": "gzip"}
            data = gzip.compress(json.dumps({"Records": records}).encode())
            await s3.handle_request("PUT", path, headers, data, {}, internal=True)


def refusal_to_write(trail):
    """Why CloudTrail can't write into the bucket (user guide, "Amazon S3 bucket policy for CloudTrail"); None where it can."""
    bucket, account, region = trail.get("S3BucketName", ""), responses.get_account_id(), responses.get_region()
    if bucket not in s3._buckets:
        return cloudtrail._err("S3BucketDoesNotExistException", f"S3 bucket {bucket} does not exist!")
    prefix = f"{trail['S3KeyPrefix']}/" if trail.get("S3KeyPrefix") else ""
    needed = {"s3:GetBucketAcl": "", "s3:PutObject": f"/{prefix}AWSLogs/{account}/CloudTrail/{region}/x"}
    context = {
        "s3:x-amz-acl": "bucket-owner-full-control",
        "aws:sourcearn": trail.get("TrailARN") or f"arn:aws:cloudtrail:{region}:{account}:trail/{trail.get('Name')}",
        "aws:sourceaccount": account,
    }
    for action, end in needed.items():
        resource = f"arn:aws:s3:::{bucket}{end}"
        if service_decision("cloudtrail.amazonaws.com", s3._bucket_policies.get(bucket), action, resource, context) != "Allow":
            message = f"Incorrect S3 bucket policy is detected for bucket: {bucket}"
            return cloudtrail._err("InsufficientS3BucketPolicyException", message)
    return None


def create_trail(create):
    def created(body):
        answer = refusal_to_write(body) or create(body)
        if answer[0] == 200 and body.get("TagsList"):
            arn = json.loads(answer[2])["TrailARN"]
            cloudtrail._DISPATCH["AddTags"]({"ResourceId": arn, "TagsList": body["TagsList"]})
        return answer

    return created


def update_trail(update):
    def updated(body):
        changes = "S3BucketName" in body or "S3KeyPrefix" in body
        key = (responses.get_account_id(), responses.get_region(), body.get("Name", "").rpartition("/")[2])
        held = dict(cloudtrail._trails.all_items()).get(key) or {}
        return (changes and held and refusal_to_write({**held, **body, "Name": held["Name"]})) or update(body)

    return updated


def service_decision(service, policy, action, resource, context):
    """What the policy of a resource says to a service of AWS: Allow, Deny or ImplicitDeny."""
    request = iam_evaluator.EvalContext(
        principal_arn=service,
        principal_type="Service",
        principal_account="",
        action=action,
        resource_arn=resource,
        region=responses.get_region(),
        secure_transport=True,
        service_context={"aws:principalisawsservice": "true", **context},
    )
    return iam_evaluator.evaluate_resource_policy(policy, request, service).decision


def is_told(service, path, headers):
    """Not what only the simulator of QuickSight asks, as root, and nothing about data."""
    is_of_simulator = "quicksight-simulator" in headers.get("user-agent", "")
    is_about_data = service == "s3" and len([part for part in path.split("/") if part]) > 1
    return not (is_of_simulator or is_about_data or path.startswith("/_"))


def install(routes):
    """Records all calls, answers LookupEvents, and serves `routes`: functions of a body by path."""
    dispatch, forget = app._dispatch_service_request, cloudtrail.reset
    routes = {**routes, "/_local/trail": trailSettings.change}

    async def answer(method, path, headers, body, query, request_id):
        if route := routes.get(path):
            found = route(json.loads(body or b"{}"))
            return await found if hasattr(found, "__await__") else found
        service = app.detect_service(method, path, headers, app._routing_params(method, path, headers, body, query))
        if service == "s3" and method in ("GET", "HEAD"):
            await deliver()
        result = await dispatch(method, path, headers, body, query, request_id)
        if is_told(service, path, headers):
            record(record_of_call(service, method, path, headers, body, query, result))
        return result

    def reset_both():
        forget()
        trailSettings.reset()
        lookupEvents.LOOKUPS.clear()

    app._dispatch_service_request = answer
    app._maybe_record_cloudtrail = lambda *_: None
    cloudtrail.reset = reset_both
    cloudtrail._DISPATCH["LookupEvents"] = lookupEvents.lookup
    cloudtrail._DISPATCH["CreateTrail"] = create_trail(cloudtrail._DISPATCH["CreateTrail"])
    cloudtrail._DISPATCH["UpdateTrail"] = update_trail(cloudtrail._DISPATCH["UpdateTrail"])
    cloudtrail._TRAIL_STATE_KEYS |= {"_Pending"}
