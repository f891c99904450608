"""A rotation function for no database: what AWS's template does, with a password that Secrets Manager makes up."""

import json
import os

import boto3


def handle(event, context):
    client = boto3.client("secretsmanager")
    secret, token, step = event["SecretId"], event["ClientRequestToken"], event["Step"]
    if os.environ.get("FAILS"):
        raise RuntimeError("the database does not answer")
    versions = client.describe_secret(SecretId=secret)["VersionIdsToStages"]
    if "AWSPENDING" not in versions[token]:
        raise ValueError("not the pending version")
    if step == "createSecret":
        content = json.loads(client.get_secret_value(SecretId=secret, VersionStage="AWSCURRENT")["SecretString"])
        try:
            client.get_secret_value(SecretId=secret, VersionId=token, VersionStage="AWSPENDING")
        except client.exceptions.ResourceNotFoundException:
            made = client.get_random_password(PasswordLength=32, ExcludeCharacters="\"'\\")
            rotated = str(int(content.get("rotated", 0)) + 1)
            content.update(password=made["RandomPassword"], rotated=rotated)
            stages = ["AWSPENDING"]
            client.put_secret_value(
                SecretId=secret, ClientRequestToken=token, SecretString=json.dumps(content), VersionStages=stages
            )
    if step == "finishSecret":
        before = next(version for version, stages in versions.items() if "AWSCURRENT" in stages)
        client.update_secret_version_stage(
            SecretId=secret, VersionStage="AWSCURRENT", MoveToVersionId=token, RemoveFromVersionId=before
        )
