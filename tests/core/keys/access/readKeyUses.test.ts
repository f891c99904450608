import assert from "node:assert/strict";
import { parseKeyUse } from "../../../../core/keys/access/readKeyUses.ts";

const since = new Date("2026-03-01T09:00:00Z");

describe("a use of a key by QuickSight, in the events of CloudTrail", () => {
  const recordOf = (partition: string, caller: string, more: object = {}) => {
    const keyArn = `arn:${partition}:kms:${partition === "aws-cn" ? "cn-north-1" : "eu-west-1"}:111122223333:key/main`;
    const record = {
      ...{ eventName: "Decrypt", eventTime: "2026-03-01T09:05:00Z" },
      userIdentity: { type: "AWSService", invokedBy: caller },
      resources: [{ ARN: keyArn, type: "AWS::KMS::Key" }],
      ...more,
    };
    return parseKeyUse(JSON.stringify(record), keyArn, since);
  };

  it("is found in every partition, by the name that QuickSight has there", () => {
    const use = { time: "2026-03-01T09:05:00Z", error: undefined, of: undefined };
    assert.deepEqual(recordOf("aws", "quicksight.amazonaws.com"), use);
    assert.deepEqual(recordOf("aws-cn", "quicksight.amazonaws.com"), use);
    assert.deepEqual(recordOf("aws-cn", "quicksight.amazonaws.com.cn"), use);
    const refused = { errorCode: "DisabledException" };
    const seen = recordOf("aws-cn", "quicksight.amazonaws.com.cn", refused);
    assert.equal(seen?.error, "DisabledException");
  });

  it("is nobody else's, of no other key, and not before", () => {
    assert.equal(recordOf("aws", "athena.amazonaws.com"), undefined);
    assert.equal(recordOf("aws", "quicksight.amazonaws.com.example.com"), undefined);
    const earlier = { eventTime: "2026-03-01T08:59:59Z" };
    assert.equal(recordOf("aws", "quicksight.amazonaws.com", earlier), undefined);
    const other = { resources: [{ ARN: "arn:aws:kms:eu-west-1:111122223333:key/other" }] };
    assert.equal(recordOf("aws", "quicksight.amazonaws.com", other), undefined);
  });
});
