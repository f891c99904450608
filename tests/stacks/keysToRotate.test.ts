import assert from "node:assert/strict";
import {
  CreateKeyCommand,
  KMSClient,
  ReplicateKeyCommand,
  RotateKeyOnDemandCommand,
} from "@aws-sdk/client-kms";
import { checkRotations } from "../../stacks/checkRotations.ts";
import { governedKeysOf } from "../../stacks/governedKeysOf.ts";
import type { StackResources } from "../../stacks/readState.ts";
import { accountId, accountKeys, facts, parseKeys, region } from "./accountKeys.ts";

describe("the keys that an account stack is to register", function () {
  this.timeout(60_000);
  const { access, kms, make, options, warnings } = accountKeys();

  describe("and to rotate on demand", () => {
    const later = "2126-01-01";
    const check = async (keys: object, today: string, resources: StackResources = {}) => {
      const declared = parseKeys(keys);
      const governed = governedKeysOf(resources, declared, facts);
      const problems = await checkRotations(declared, governed, access(), today);
      return problems.map(({ where, message }) => `${where}: ${message}`).join("\n");
    };
    const at = (arn: string, rotatedOn = later) => ({ main: { arn, default: true, rotatedOn } });

    it("are named with how often KMS does it, those to be made and those rotated since not", async () => {
      const main = await make();
      await kms().send(new RotateKeyOnDemandCommand({ KeyId: main }));
      assert.equal(await check(at(main), later), "");
      assert.match(
        warnings.join(),
        /account\.keys\.main\.rotatedOn: the key is rotated by this update, on demand for the 2\. of 25 times/,
      );
      warnings.length = 0;
      assert.equal(await check(at(main, "2026-01-01"), later), "");
      assert.equal(await check({ main: { default: true, rotatedOn: later } }, later), "");
      assert.deepEqual(warnings, []);
    });

    it("are refused for a day that lies ahead, as a run would rotate them each time", async () => {
      const main = await make();
      assert.match(await check(at(main), "2125-12-31"), /2126-01-01 lies ahead.*2125-12-31/);
      assert.throws(() => parseKeys(at(main, "2026-02-31")), /use a day that there is/);
      assert.throws(() => parseKeys(at(main, "soon")), /use a day such as/);
      assert.equal(
        parseKeys(at(main, "2026-01-31 00:00:00 +0000 UTC"))["main"]?.rotatedOn,
        "2026-01-31",
      );
    });

    it("are refused where KMS did not make their material, where they are replicas, and after 25 times", async () => {
      const imported = await make({ Origin: "EXTERNAL" });
      assert.match(await check(at(imported), later), /material is not of KMS \(EXTERNAL\)/);
      const american = new KMSClient({ ...options(), region: "us-east-1" });
      const { KeyMetadata } = await american.send(new CreateKeyCommand({ MultiRegion: true }));
      const KeyId = KeyMetadata?.KeyId ?? "";
      await american.send(new ReplicateKeyCommand({ KeyId, ReplicaRegion: region }));
      american.destroy();
      const replica = `arn:aws:kms:${region}:${accountId}:key/${KeyId}`;
      assert.match(await check(at(replica), later), /is a replica/);
      const used = await make();
      for (let times = 0; times < 25; times++) {
        await kms().send(new RotateKeyOnDemandCommand({ KeyId: used }));
      }
      assert.match(await check(at(used), later), /was rotated on demand 25 times/);
    });
  });
});
