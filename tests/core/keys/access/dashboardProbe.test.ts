import assert from "node:assert/strict";
import type { QuickSightClient } from "@aws-sdk/client-quicksight";
import { dashboardProbe } from "../../../../core/keys/access/dashboardProbe.ts";

describe("opening a dashboard without a person", () => {
  const probe = (name: string) => {
    const client = {
      send: () => Promise.reject(Object.assign(new Error("no"), { name })),
    } as unknown as QuickSightClient;
    return dashboardProbe(client, "111122223333", "sales");
  };

  it("is tried again where QuickSight cannot answer now", async () => {
    for (const name of ["ThrottlingException", "InternalFailureException", "ConflictException"]) {
      assert.equal((await probe(name).look()).is, "underWay", name);
    }
  });

  it("is given up where nobody can, with the reason", async () => {
    for (const name of ["UnsupportedPricingPlanException", "AccessDeniedException"]) {
      assert.deepEqual(await probe(name).look(), { is: "impossible", why: `${name}: no` });
    }
  });
});
