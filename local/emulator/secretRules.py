"""What Secrets Manager of AWS does with the versions of a secret, where the emulator does otherwise.

API reference: CreateSecret makes a version only of a value; PutSecretValue changes none, ignores the same once more and refuses another
value, and those without a label stay for a day, or as long as they are among the newest hundred; ListSecretVersionIds shows these where
they are asked for. The words of refusals are from public reports.
"""

import json

from ministack.core.responses import error_response_json, json_response
from ministack.services import secretsmanager

VALUES = ("SecretString", "SecretBinary")


def install():
    create, put = secretsmanager._create_secret, secretsmanager._put_secret_value
    promote, list_versions = secretsmanager._apply_current_promotion, secretsmanager._list_secret_version_ids

    def creating(data):
        status, headers, body = create(data)
        if status != 200 or any(name in data for name in VALUES):
            return status, headers, body
        secretsmanager._secrets[data["Name"]]["Versions"].clear()
        return json_response({name: value for name, value in json.loads(body).items() if name != "VersionId"})

    def putting(data):
        token = data.get("ClientRequestToken") or ""
        if not 32 <= len(token) <= 64:
            return error_response_json("InvalidParameterException", "ClientRequestToken must be 32-64 characters long.", 400)
        _, secret = secretsmanager._resolve(data.get("SecretId"))
        known = secret and not secret.get("DeletedDate") and secret["Versions"].get(token)
        # One that a rotation waits for is there without a value, until its function gives it one.
        if not known or all(known.get(name) is None for name in VALUES):
            return put(data)
        if any(known.get(name) != data.get(name) for name in VALUES):
            told = f"You can't use ClientRequestToken {token} because that value is already in use for a version of secret {secret['ARN']}."
            return error_response_json("ResourceExistsException", told, 400)
        return json_response({"ARN": secret["ARN"], "Name": secret["Name"], "VersionId": token, "VersionStages": known["Stages"]})

    def promoting(secret, version):
        before = dict(secret["Versions"])
        promote(secret, version)
        secret["Versions"] = {**before, **secret["Versions"]}

    def listing(data):
        status, headers, body = list_versions(data)
        if status != 200 or data.get("IncludeDeprecated"):
            return status, headers, body
        found = json.loads(body)
        return json_response({**found, "Versions": [one for one in found["Versions"] if one["VersionStages"]]})

    secretsmanager._create_secret, secretsmanager._put_secret_value = creating, putting
    secretsmanager._apply_current_promotion, secretsmanager._list_secret_version_ids = promoting, listing
