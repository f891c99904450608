import assert from "node:assert/strict";
import { revokeSite } from "./revokeSite.ts";

describe("qsgov revoke and restore", function () {
  this.timeout(600_000);
  const { world, make, run, approve, stateOf } = revokeSite();
  const why = ["--reason", "leak of the export (a drill)"];

  for (const method of ["disable", "deny"] as const) {
    it(`closes the dashboards of a key by ${method} and opens them again, and proves both`, async () => {
      const { name, keyArn } = await make();
      const before = await stateOf(keyArn);
      const asked = await run(`revoke ${name} --method ${method}`, why);
      assert.equal(asked.code, 3, asked.stdout + asked.stderr);
      assert.match(asked.stdout, new RegExp(`data sets in SPICE \\(1\\): ${name}$`, "m"));
      assert.match(asked.stdout, new RegExp(`dashboards \\(1\\): Dashboard of ${name}$`, "m"));
      assert.match(
        asked.stdout,
        /tenants, .* \(2\): default \(1 dashboard\), partner \(1 dashboard\)/,
      );
      assert.match(asked.stdout, /it is the default key: .*nothing new is loaded/);
      assert.deepEqual(await stateOf(keyArn), before, "nothing was written");
      const revoked = await approve(`revoke ${name} --method ${method}`, why);
      assert.equal(revoked.code, 0, revoked.stdout + revoked.stderr);
      assert.match(revoked.stdout, /access is revoked; written down in s3:\/\/.*up to 15 minutes/);
      assert.match(revoked.stdout, /^proved: /m);
      assert.equal((await world().open(name)).Opened, false);
      const closed = await stateOf(keyArn);
      assert.match(closed.tag ?? "", new RegExp(`^revoked by ${method} .*on-call - leak`));
      const again = await run(`revoke ${keyArn} --method ${method}`, why);
      assert.equal(again.code, 0, again.stdout + again.stderr);
      assert.match(again.stdout, /nothing to do: it is so already/);
      const restored = await approve(`restore ${name}`, why);
      assert.equal(restored.code, 0, restored.stdout + restored.stderr);
      assert.match(restored.stdout, /^proved: /m);
      assert.equal((await world().open(name)).Opened, true);
      assert.deepEqual(await stateOf(keyArn), before, "exactly as it was");
    });
  }
});
