"""What Athena of AWS refuses: a query without its caller's own rights to what it reads and writes, and to delete what is in use.

Rights: Athena user guide, "Configure access to databases and tables in the AWS Glue Data Catalog", "Control access to Amazon S3 from
Athena" and "Use CalledVia context keys for Athena"; API reference of GetQueryResults. Words of refusals from public reports; those of
GetQueryResults are not confirmed. The guides also list GetPartitions, which partition projection makes needless, GetBucketLocation of the
data and what uploads in parts need; nothing confirms that a query asks for these. Work groups: API reference of DeleteWorkGroup, and public
reports for the words; past queries count as well.
"""

import re
from urllib.parse import urlparse

from ministack.core import iam_actions, iam_evaluator, responses
from ministack.core.responses import error_response_json
from ministack.services import athena, s3

ATHENA = "athena.amazonaws.com"
THROUGH = {
    "aws:ViaAWSService": "true",
    "aws:CalledVia": [ATHENA],
    "aws:CalledViaFirst": ATHENA,
    "aws:CalledViaLast": ATHENA,
}
PLACE = re.compile(r"/ministack-athena-[^/]+/")


def denial(action, arn, context=None):
    """Why whoever made the call may not; None where they may."""
    # The root user's signature is not verified, and nothing is denied to it.
    if not (key := iam_evaluator._verified_key.get()):
        return None
    service = action.partition(":")[0]
    return iam_evaluator.enforce(key, action, service, responses.get_region(), arn, {**THROUGH, **(context or {})})


def ask_about_tables(named):
    start = f"arn:aws:glue:{responses.get_region()}:{responses.get_account_id()}"
    for database, table in named:
        rights = [("glue:GetDatabase", f"database/{database}"), ("glue:GetTable", f"table/{database}/{table['Name']}")]
        projected = (table.get("Parameters") or {}).get("projection.enabled") == "true"
        if table.get("PartitionKeys") and not projected:
            rights.append(("glue:GetPartitions", f"table/{database}/{table['Name']}"))
        for action, resource in rights:
            if denied := denial(action, f"{start}:{resource}"):
                told = iam_actions.identity_denial_message(
                    action, denied.principal_arn, f"{start}:{resource}", denied.decision == "Deny"
                )
                raise ValueError(f"Insufficient permissions to execute the query. {told}")


def ask_to_read(table, files):
    """@param files where the emulator has put those that the query reads"""
    location = urlparse(table["StorageDescriptor"]["Location"])
    bucket, prefix = location.netloc, location.path.strip("/")
    listed = denial("s3:ListBucket", f"arn:aws:s3:::{bucket}", {"s3:prefix": f"{prefix}/"})
    if listed:
        raise ValueError(f"Permission denied on S3 path: s3://{bucket}/{prefix}")
    for file in files:
        key = f"{prefix}/{PLACE.split(file, maxsplit=1)[1]}".lstrip("/")
        if denial("s3:GetObject", f"arn:aws:s3:::{bucket}/{key}"):
            raise ValueError(f"Permission denied on S3 path: s3://{bucket}/{key}")


def refuse(message):
    return error_response_json("InvalidRequestException", message, 400)


def result_of(execution):
    """The ARN of the file that has the answer."""
    return execution["ResultConfiguration"]["OutputLocation"].replace("s3://", "arn:aws:s3:::")


def start(begin):
    def started(asked):
        name = asked.get("WorkGroup", "primary")
        group = athena._workgroups.get(name)
        if group is None:
            return refuse(f"WorkGroup {name} is not found.")
        configuration = group.get("Configuration") or {}
        own = {} if configuration.get("EnforceWorkGroupConfiguration", True) else asked.get("ResultConfiguration") or {}
        location = own.get("OutputLocation") or (configuration.get("ResultConfiguration") or {}).get("OutputLocation")
        bucket = urlparse(location or "").netloc
        if bucket and (bucket not in s3._buckets or denial("s3:GetBucketLocation", f"arn:aws:s3:::{bucket}")):
            return refuse(f"Unable to verify/create output bucket {bucket}")
        return begin({**asked, "ResultConfiguration": own})

    return started


def save(write):
    async def saved(query_id):
        execution = athena._executions[query_id]
        if denial("s3:PutObject", result_of(execution)):
            url = execution["ResultConfiguration"]["OutputLocation"]
            execution["Status"]["State"] = "FAILED"
            execution["Status"]["StateChangeReason"] = (
                f"Access denied when writing output to url: {url}. Please ensure you are allowed to access the S3 bucket. If you "
                "are encrypting query results with KMS key, please ensure you are allowed to access your KMS key"
            )
            return
        await write(query_id)

    return saved


def results(get):
    def got(asked):
        execution = athena._executions.get(asked.get("QueryExecutionId"))
        if execution and execution["Status"]["State"] == "SUCCEEDED":
            arn = result_of(execution)
            if denied := denial("s3:GetObject", arn):
                explicit = denied.decision == "Deny"
                return iam_actions.access_denied_response(
                    "athena",
                    "s3:GetObject",
                    denied.principal_arn,
                    responses.new_uuid(),
                    resource_arn=arn,
                    explicit_deny=explicit,
                    message=iam_actions.identity_denial_message("s3:GetObject", denied.principal_arn, arn, explicit),
                )
        return get(asked)

    return got


def within(name):
    """What is in a work group, with the key that each has in its store."""
    for store in (athena._named_queries, athena._executions, athena._prepared_statements):
        for key, one in list(store.items()):
            if (one.get("WorkGroup") or one.get("WorkGroupName")) == name:
                yield store, key


def delete_workgroup(delete):
    def deleted(asked):
        name = asked.get("WorkGroup")
        if name not in athena._workgroups:
            return refuse(f"WorkGroup {name} is not found.")
        held = list(within(name))
        if held and name != "primary" and not asked.get("RecursiveDeleteOption"):
            return refuse(f"WorkGroup {name} is not empty")
        answer = delete(asked)
        if answer[0] == 200:
            for store, key in held:
                store.pop(key, None)
        return answer

    return deleted


def worded(call, store, member, words):
    """A call about what is not there says so in AWS's words, by which the released provider knows it."""

    def answered(asked):
        name = asked.get(member)
        return call(asked) if name in store else refuse(words.format(name))

    return answered


def install():
    athena._start_query_execution = start(athena._start_query_execution)
    athena._save_query_results = save(athena._save_query_results)
    athena._get_query_results = results(athena._get_query_results)
    athena._delete_workgroup = delete_workgroup(athena._delete_workgroup)
    group, query = "WorkGroup {} is not found.", "NamedQuery {} does not exist"
    athena._get_workgroup = worded(athena._get_workgroup, athena._workgroups, "WorkGroup", group)
    athena._update_workgroup = worded(athena._update_workgroup, athena._workgroups, "WorkGroup", group)
    athena._get_named_query = worded(athena._get_named_query, athena._named_queries, "NamedQueryId", query)
