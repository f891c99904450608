import assert from "node:assert/strict";
import {
  CancelKeyDeletionCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  GetKeyPolicyCommand,
  ListGrantsCommand,
  PutKeyPolicyCommand,
  RetireGrantCommand,
  RevokeGrantCommand,
  ScheduleKeyDeletionCommand,
} from "@aws-sdk/client-kms";
import {
  CreateIngestionCommand,
  CustomerManagedKeyUnavailableException,
  DescribeIngestionCommand,
} from "@aws-sdk/client-quicksight";
import { arn, createDataSet, createDataSource, table } from "../support/assets.ts";
import { AwsAccountId } from "../support/simulated.ts";
import { orders, quicksight, encrypted, type TrailRecord } from "../support/encrypted.ts";

describe("simulator: what is encrypted under a key that QuickSight may not use", function () {
  this.timeout(60_000);
  const { at, register, load, control, keyOf, read, advance, events, uses, named } = encrypted();

  const policyWith = async (KeyId: string, ...more: object[]) => {
    const { Policy = "" } = await at.kms.send(new GetKeyPolicyCommand({ KeyId }));
    const { Statement, ...rest } = JSON.parse(Policy) as { Statement: object[] };
    const kept = Statement.filter((one) => !JSON.stringify(one).includes(quicksight));
    return JSON.stringify({ ...rest, Statement: [...kept, ...more] });
  };
  const putPolicy = async (KeyId: string, ...more: object[]) => {
    await at.kms.send(new PutKeyPolicyCommand({ KeyId, Policy: await policyWith(KeyId, ...more) }));
  };
  /** What the user guide says to add ("Revoking access to CMK-encrypted data"). */
  const deny = {
    ...{ Effect: "Deny", Principal: { Service: quicksight }, Resource: "*" },
    Action: [
      ...["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*"],
      "kms:DescribeKey",
    ],
  };
  const ways: Record<
    string,
    [(KeyId: string) => Promise<unknown>, (KeyId: string) => Promise<unknown>, string]
  > = {
    "a disabled key": [
      (KeyId) => at.kms.send(new DisableKeyCommand({ KeyId })),
      (KeyId) => at.kms.send(new EnableKeyCommand({ KeyId })),
      "DisabledException",
    ],
    "a key that is pending deletion": [
      (KeyId) => at.kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 })),
      async (KeyId) => {
        await at.kms.send(new CancelKeyDeletionCommand({ KeyId }));
        await at.kms.send(new EnableKeyCommand({ KeyId }));
      },
      "KMSInvalidStateException",
    ],
    "a Deny for QuickSight in the key's policy": [
      (KeyId) => putPolicy(KeyId, deny),
      (KeyId) => putPolicy(KeyId),
      "AccessDenied",
    ],
  };
  for (const [way, [revoke, restore, error]] of Object.entries(ways)) {
    it(`can't be read, loaded or connected with ${way}, after a while, until access is back`, async () => {
      const { deployer, first } = at;
      const minute = 60_000;
      await control("POST", "/_sim/options", { revokeDelayMs: 15 * minute });
      await register(first);
      await createDataSource(deployer, "files");
      await createDataSet(deployer, "orders", { ImportMode: "SPICE" });
      const direct = table("region");
      const [own] = Object.values(direct.PhysicalTableMap);
      if (own?.RelationalTable !== undefined) {
        own.RelationalTable.DataSourceArn = arn("datasource/files");
      }
      await createDataSet(deployer, "direct", { ImportMode: "DIRECT_QUERY", ...direct });
      await createDataSet(deployer, "other", { ImportMode: "SPICE", ...direct });
      assert.equal((await read()).Opened, true);
      await revoke(first);
      await advance(14 * minute);
      assert.equal((await read()).Opened, true, "up to 15 minutes");
      assert.equal((await load("soon"))?.IngestionStatus, "COMPLETED");
      await advance(2 * minute);
      const refused = await read();
      assert.equal(refused.Opened, false);
      assert.match(refused.DataSets[0]?.Reason ?? "", new RegExp(`${first} is unavailable`));
      assert.ok(named(await uses()).includes(`Decrypt ${error}`));
      const failed = await load("late");
      assert.equal(failed?.IngestionStatus, "FAILED");
      assert.equal(failed.ErrorInfo?.Type, "CUSTOMER_ERROR");
      assert.equal(
        (await read({ DataSet: "direct" })).Opened,
        false,
        "credentials are under it too",
      );
      const address = { AwsAccountId, DataSetId: "other", IngestionId: "late" };
      await deployer.send(new CreateIngestionCommand(address));
      const { Ingestion } = await deployer.send(new DescribeIngestionCommand(address));
      assert.equal(Ingestion?.ErrorInfo?.Type, "DATA_SOURCE_AUTH_FAILED");
      await assert.rejects(
        createDataSource(deployer, "late"),
        CustomerManagedKeyUnavailableException,
      );
      assert.equal(await keyOf(orders), first, "it is under that key still");
      await restore(first);
      assert.equal((await read()).Opened, true);
      assert.equal((await read({ DataSet: "direct" })).Opened, true);
      assert.equal((await load("again"))?.IngestionStatus, "COMPLETED");
      await createDataSource(deployer, "late");
    });
  }

  it("can't be read without a grant, unless the key's own policy lets QuickSight", async () => {
    const { kms, deployer, first } = at;
    await register(first);
    await createDataSet(deployer, "orders", { ImportMode: "SPICE" });
    const { Grants = [] } = await kms.send(new ListGrantsCommand({ KeyId: first }));
    const [grant] = Grants;
    await kms.send(new RevokeGrantCommand({ KeyId: first, GrantId: grant?.GrantId }));
    assert.equal((await read()).Opened, false);
    const [event] = await events({ AttributeKey: "EventName", AttributeValue: "RevokeGrant" });
    const revoked = JSON.parse(event?.CloudTrailEvent ?? "") as TrailRecord;
    assert.deepEqual(revoked["requestParameters"], { keyId: first, grantId: grant?.GrantId });
    await putPolicy(first, {
      ...{ Effect: "Allow", Principal: { Service: quicksight }, Action: "kms:Decrypt" },
      Resource: "*",
    });
    assert.equal((await read()).Opened, true);
    await putPolicy(first);
    await load("granted");
    assert.equal((await read()).Opened, true, "a load makes a grant again");
    const [again] = (await kms.send(new ListGrantsCommand({ KeyId: first }))).Grants ?? [];
    await kms.send(new RetireGrantCommand({ KeyId: first, GrantId: again?.GrantId }));
    assert.equal((await read()).Opened, false);
  });
});
