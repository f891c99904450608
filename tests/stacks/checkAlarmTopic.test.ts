import assert from "node:assert/strict";
import { checkAlarmTopic } from "../../stacks/checkAlarmTopic.ts";

const check = (topic: string | undefined) =>
  checkAlarmTopic({ alarms: { topic, emails: [], omit: [] } }, { region: "eu-west-1" });

describe("the topic of alarms", () => {
  it("is one of the stack's Region, of any account, or one that is made", () => {
    assert.deepEqual(checkAlarmTopic({}, { region: "eu-west-1" }), []);
    assert.deepEqual(check(undefined), []);
    assert.deepEqual(check("arn:aws:sns:eu-west-1:444455556666:security"), []);
  });

  it("is refused elsewhere, where no rule reaches it", () => {
    const [problem] = check("arn:aws:sns:us-east-1:111122223333:security");
    assert.equal(problem?.where, "account.alarms.topic");
    assert.match(
      problem.message,
      /their own Region only, which is eu-west-1 \(got arn:.*us-east-1/,
    );
  });
});
