import assert from "node:assert/strict";
import { explainFailure } from "../../../../core/keys/athena/explainFailure.ts";

const place = {
  ...{ accountId: "111122223333", region: "eu-west-1", workgroup: "audits" },
  ...{ database: "quicksight_governance_eu_west_1", table: "trail" },
};

describe("a query of Athena that came to nothing", () => {
  const cases: readonly [string, "FAILED" | "CANCELLED", string | undefined, RegExp][] = [
    [
      "the table is not there",
      "FAILED",
      "TABLE_NOT_FOUND: line 3:6: Table 'awsdatacatalog.quicksight_governance_eu_west_1.trail' does not exist",
      /failed \(TABLE_NOT_FOUND.*\); there is no table quicksight_governance_eu_west_1\.trail: .*account\.trail\.athena/,
    ],
    [
      "it reads more than it may",
      "CANCELLED",
      "Query cancelled! : Bytes scanned limit was exceeded",
      /was cancelled .*work group audits allows: raise account\.trail\.athena\.mostGigabytes, .*--days/,
    ],
    [
      "a file is damaged",
      "FAILED",
      "HIVE_CURSOR_ERROR: incorrect header check",
      /a file of the trail is damaged.*--trail leaves such files out/,
    ],
    [
      "the trail may not be read",
      "FAILED",
      "com.amazonaws.services.s3.model.AmazonS3Exception: Access Denied",
      /docs\/permissions\.md.*kms:Decrypt/,
    ],
    ["nobody says why", "CANCELLED", undefined, /was cancelled \(without a reason\)$/],
  ];
  for (const [title, state, why, expected] of cases) {
    it(`is explained where ${title}`, () => {
      assert.match(explainFailure(place, state, why), expected);
    });
  }
});
