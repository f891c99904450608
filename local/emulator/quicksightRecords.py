"""What QuickSight itself has CloudTrail record, as its simulator tells it.

    POST /_local/quicksight   {"account", "region", "accessKeyId" or "identity", "event", "ms"}: {"listening"}, whether a trail logs in that
                              Region; where none does nothing is recorded

A call of the API is an AwsApiCall with its parameters; what people do in the console is an AwsServiceEvent, with serviceEventDetails in place
of parameters (QuickSight user guide, "Logging QuickSight information with AWS CloudTrail"). Reads are left out.
"""

import json

import trail
import trailRecords
from ministack.core import responses


async def tell(asked):
    account, region = asked["account"], asked["region"]
    responses._request_account_id.set(account)
    responses.set_request_region(region)
    listening = any(True for _ in trail.trails_of(account, region))
    if listening and "event" in asked:
        event = asked["event"]
        trail.record(
            {
                "userIdentity": asked.get("identity") or trailRecords.identity_of(asked["accessKeyId"], account),
                "eventSource": "quicksight.amazonaws.com",
                "awsRegion": region,
                "sourceIPAddress": "127.0.0.1",
                "userAgent": "quicksight-simulator",
                "readOnly": False,
                **event,
                "requestParameters": trailRecords.camel(event.get("requestParameters")),
            },
            asked.get("ms"),
        )
    return 200, {"Content-Type": "application/json"}, json.dumps({"listening": listening}).encode()
