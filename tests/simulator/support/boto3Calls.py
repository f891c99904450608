"""Uses the simulator as any program on boto3 would; exits non-zero at the first surprise."""

import os

import boto3

quicksight = boto3.client("quicksight")
account = os.environ["ACCOUNT"]
in_default = {"AwsAccountId": account, "Namespace": "default"}
errors = quicksight.exceptions


def refused(error, call, **arguments):
    try:
        call(**arguments)
    except error as caught:
        assert caught.response["ResponseMetadata"]["RequestId"] == caught.response["RequestId"]
        return caught.response
    raise AssertionError(f"{call.__name__} was not refused with {error.__name__}")


group = quicksight.create_group(**in_default, GroupName="critical", Description="Critical sales")
assert group["Status"] == 201, group
user = quicksight.register_user(
    **in_default,
    IdentityType="IAM",
    Email="j@x.com",
    UserRole="ADMIN",
    IamArn=f"arn:aws:iam::{account}:role/quicksight-fed-users",
    SessionName="j@x.com",
)["User"]
assert user["UserName"] == "quicksight-fed-users/j@x.com", user
membership = {**in_default, "GroupName": "critical", "MemberName": user["UserName"]}
quicksight.create_group_membership(**membership)
pages = quicksight.get_paginator("list_group_memberships").paginate(
    **in_default, GroupName="critical", PaginationConfig={"PageSize": 1}
)
assert [m["MemberName"] for page in pages for m in page["GroupMemberList"]] == [user["UserName"]]
quicksight.tag_resource(ResourceArn=user["Arn"], Tags=[{"Key": "a key", "Value": "a/b c"}])
quicksight.untag_resource(ResourceArn=user["Arn"], TagKeys=["another", "a key"])
assert quicksight.list_tags_for_resource(ResourceArn=user["Arn"])["Tags"] == []

again = refused(errors.ResourceExistsException, quicksight.create_group, **in_default, GroupName="critical")
assert again["ResourceType"] == "GROUP", again
missing = refused(
    errors.ResourceNotFoundException, quicksight.list_users, AwsAccountId=account, Namespace="acme"
)
assert missing["ResourceType"] == "NAMESPACE", missing
refused(
    errors.InvalidParameterValueException,
    quicksight.update_user,
    **in_default,
    UserName=user["UserName"],
    Email="j@x.com",
    Role="READER",
)
refused(errors.InvalidNextTokenException, quicksight.list_users, **in_default, NextToken="nonsense")
elsewhere = boto3.client("quicksight", region_name="us-west-2")
refused(elsewhere.exceptions.AccessDeniedException, elsewhere.list_users, **in_default)
