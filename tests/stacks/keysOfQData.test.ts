import assert from "node:assert/strict";
import { CreateTopicCommand } from "@aws-sdk/client-quicksight";
import { accountId, accountKeys, registered } from "./accountKeys.ts";

describe("the keys that an account stack is to register", function () {
  this.timeout(60_000);
  const { control, given, make, refusals, root, warnings } = accountKeys();

  describe("before and after there is Amazon Q data", () => {
    const first = /a key for Amazon Q data cannot be changed later.*first topic, agent, space/s;
    const makeTopic = () =>
      root().send(
        new CreateTopicCommand({ AwsAccountId: accountId, TopicId: "t", Topic: { Name: "t" } }),
      );

    it("are registered with a warning to make no first topic before, while there is none and the list is sent", async () => {
      const main = await make();
      const keys = { main: { arn: main, default: true } };
      assert.deepEqual(await refusals(keys), []);
      assert.match(warnings.join("\n"), first);
      await given(main);
      warnings.length = 0;
      assert.deepEqual(await refusals(keys, registered({ main })), []);
      assert.doesNotMatch(warnings.join("\n"), first);
    });

    it("are registered with what QuickSight tells of it, once there is some", async () => {
      const [main, fresh] = [await make(), await make()];
      await given(main);
      await makeTopic();
      const keys = { main: { arn: main }, fresh: { arn: fresh, default: true } };
      assert.deepEqual(await refusals(keys, registered({ main })), []);
      const said = `Amazon Q data is encrypted with account.keys.main (${main}), for good`;
      assert.ok(warnings.join("\n").includes(said), warnings.join("\n"));
      assert.doesNotMatch(warnings.join("\n"), first);
    });

    it("are registered with a warning that it stays under AWS's own key, where it does", async () => {
      await makeTopic();
      const main = await make();
      assert.deepEqual(await refusals({ main: { arn: main, default: true } }), []);
      assert.match(warnings.join("\n"), /Amazon Q data is encrypted with a key of AWS's, for good/);
    });

    it("are registered, and it is said that there may be some, where nobody may list what makes it", async () => {
      const main = await make();
      for (const operation of ["ListTopics", "ListSpaces"]) {
        const fault = { operation, error: "AccessDeniedException" };
        await control("POST", "/_sim/faults", fault);
      }
      assert.deepEqual(await refusals({ main: { arn: main, default: true } }), []);
      await control("DELETE", "/_sim/faults");
      assert.match(warnings.join("\n"), first);
      assert.match(
        warnings.join("\n"),
        /topics and spaces cannot be listed.*allow quicksight:ListTopics/s,
      );
    });
  });
});
