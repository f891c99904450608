import assert from "node:assert/strict";
import {
  DisableKeyCommand,
  EnableKeyCommand,
  GetKeyPolicyCommand,
  ListGrantsCommand,
  PutKeyPolicyCommand,
  RetireGrantCommand,
  RevokeGrantCommand,
} from "@aws-sdk/client-kms";
import {
  CancelIngestionCommand,
  CreateIngestionCommand,
  DeleteDataSetCommand,
  PutDataSetRefreshPropertiesCommand,
  ListDataSetsCommand,
  UpdateDataSetCommand,
} from "@aws-sdk/client-quicksight";
import fc from "fast-check";
import { createDataSet } from "../support/assets.ts";
import { dated } from "../support/dated.ts";
import { encrypted, orders, quicksight } from "../support/encrypted.ts";
import { AwsAccountId } from "../support/simulated.ts";

const address = { AwsAccountId, DataSetId: "orders" };
/** What people and QuickSight do, one after the other. Every one may find a key that QuickSight may not use. */
const steps = [
  ...["default first", "default second", "default second", "no default", "load", "load", "load"],
  ...["load that fails", "incremental load"],
  ...["load that is cancelled", "load that another supersedes", "disable first", "enable first"],
  ...["deny on second", "allow on second", "revoke grant", "retire grant", "read", "delete"],
  ...["to direct query", "to SPICE"],
] as const;
type Step = (typeof steps)[number];

describe("simulator: the life of a data set under keys of the customer", function () {
  this.timeout(600_000);
  const { at, register, load, control, keyOf, read, advance, audited, grantsOn } = encrypted();

  const deny = async (KeyId: string, isDenied: boolean) => {
    const { Policy = "" } = await at.kms.send(new GetKeyPolicyCommand({ KeyId }));
    const policy = JSON.parse(Policy) as { Statement: object[] };
    const Statement = policy.Statement.filter((one) => !JSON.stringify(one).includes('"Deny"'));
    const denial = {
      ...{ Effect: "Deny", Principal: { Service: ["other.amazonaws.com", quicksight] } },
      ...{ Action: ["kms:GenerateDataKey*", "kms:Decrypt"], Resource: "*" },
    };
    if (isDenied) Statement.push(denial);
    const changed = JSON.stringify({ ...policy, Statement });
    await at.kms.send(new PutKeyPolicyCommand({ KeyId, Policy: changed }));
  };
  const onGrants = async (take: (KeyId: string, GrantId: string) => Promise<unknown>) => {
    for (const KeyId of [at.first, at.second]) {
      const { Grants = [] } = await at.kms.send(new ListGrantsCommand({ KeyId }));
      for (const { GrantId = "" } of Grants) await take(KeyId, GrantId);
    }
  };
  let exists = false;
  const make = async () => {
    if (!exists)
      await createDataSet(at.deployer, "orders", { ImportMode: "SPICE", ...dated.tables });
    exists = true;
  };
  let number = 0;
  const begin = async (IngestionId = `load-${(number += 1)}`) => {
    await make();
    await at.deployer.send(new CreateIngestionCommand({ ...address, IngestionId }));
    return { ...address, IngestionId };
  };
  const toMode = async (ImportMode: "SPICE" | "DIRECT_QUERY") => {
    await make();
    const change = { ...address, Name: "orders", ImportMode, ...dated.tables };
    await at.deployer.send(new UpdateDataSetCommand(change));
  };
  const doing: Record<Step, () => Promise<unknown>> = {
    "default first": () => register(at.first, at.second),
    "default second": () => register(at.second, at.first),
    "no default": () => register(),
    load: () => make().then(() => load(`load-${(number += 1)}`)),
    "incremental load": async () => {
      await make();
      await at.deployer.send(
        new PutDataSetRefreshPropertiesCommand({
          ...address,
          DataSetRefreshProperties: dated.refresh,
        }),
      );
      await load(`load-${(number += 1)}`, "INCREMENTAL_REFRESH");
    },
    "load that fails": async () => {
      await make();
      await control("POST", "/_sim/options", { ingestionOutcome: "FAILED" });
      await load(`load-${(number += 1)}`).finally(() =>
        control("POST", "/_sim/options", { ingestionOutcome: "COMPLETED" }),
      );
    },
    "load that is cancelled": async () => {
      await control("POST", "/_sim/options", { ingestionDelayMs: 60_000 });
      await begin()
        .then((begun) => at.deployer.send(new CancelIngestionCommand(begun)))
        .finally(() => control("POST", "/_sim/options", { ingestionDelayMs: 0 }));
    },
    "load that another supersedes": async () => {
      await control("POST", "/_sim/options", { ingestionDelayMs: 60_000 });
      await begin().finally(() => control("POST", "/_sim/options", { ingestionDelayMs: 0 }));
      await begin();
    },
    "disable first": () => at.kms.send(new DisableKeyCommand({ KeyId: at.first })),
    "enable first": () => at.kms.send(new EnableKeyCommand({ KeyId: at.first })),
    "deny on second": () => deny(at.second, true),
    "allow on second": () => deny(at.second, false),
    "revoke grant": () =>
      onGrants((KeyId, GrantId) => at.kms.send(new RevokeGrantCommand({ KeyId, GrantId }))),
    "retire grant": () =>
      onGrants((KeyId, GrantId) => at.kms.send(new RetireGrantCommand({ KeyId, GrantId }))),
    read: () => make().then(() => read()),
    delete: async () => {
      if (exists) await at.deployer.send(new DeleteDataSetCommand(address));
      exists = false;
    },
    "to direct query": () => toMode("DIRECT_QUERY"),
    "to SPICE": () => toMode("SPICE"),
  };
  const play = async (life: readonly Step[]) => {
    exists = false;
    let isTaken = false;
    let isDisabled = false;
    for (const [index, step] of life.entries()) {
      await advance(60_000);
      try {
        await doing[step]();
      } catch (error) {
        // A load of what is in direct query, a registration of a key that is disabled.
        const { name } = error as Error;
        assert.match(name, /InvalidParameterValue|CustomerManagedKey|LimitExceeded/, step);
      }
      // What was going on comes to its end.
      await advance(120_000);
      await at.deployer.send(new ListDataSetsCommand({ AwsAccountId }));
      const said = `after ${life.slice(0, index + 1).join(", ")}`;
      const inForce = (await keyOf(orders)) ?? null;
      // Of a grant that somebody took there is no end to tell, when nothing takes its place.
      if (/^(revoke|retire)/.test(step)) isTaken = true;
      else if (step.includes("load") && inForce !== null) isTaken = false;
      if (step === "disable first") isDisabled = true;
      if (step === "enable first") isDisabled = false;
      // On a key that is disabled a grant can't be made again after a load with another failed.
      const isUntold = (isTaken && inForce === null) || (isDisabled && inForce === at.first);
      if (!isUntold) assert.equal((await audited())?.key ?? null, inForce, said);
      const others = [at.first, at.second].filter((key) => key !== inForce);
      for (const key of others) assert.deepEqual(await grantsOn(key), [], said);
    }
  };

  const lives = fc.array(fc.constantFrom(...steps), { minLength: 8, maxLength: 16 });
  for (const life of fc.sample(lives, { numRuns: 12, seed: 20261129 })) {
    const begun: Step[] = ["default first", "load", ...life];
    it(`is told by the trail: ${begun.join(", ")}`, () => play(begun));
  }
});
