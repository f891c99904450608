import assert from "node:assert/strict";
import { EventBridgeClient, TestEventPatternCommand } from "@aws-sdk/client-eventbridge";
import { alarmRules } from "../../../../core/keys/alarms/alarmRules.ts";
import { keyAlarmNames } from "../../../../core/settings/alarmSettings.ts";
import { type Emulator, startEmulator } from "../../../../local/emulator/startEmulator.ts";
import { alarmEvents, keyArns, keys, scope } from "./alarmEvents.ts";
import { asRoot } from "../../../support/asRoot.ts";

const rules = alarmRules(scope, keys);

describe("alarms about keys", function () {
  this.timeout(180_000);
  let emulator: Emulator;
  let client: EventBridgeClient;
  before(async () => {
    emulator = await startEmulator({ region: scope.region, accountId: scope.accountId });
    client = new EventBridgeClient(asRoot(emulator, scope.region));
  });
  after(async () => {
    client.destroy();
    await emulator.close();
  });

  for (const { title, event, raises } of alarmEvents) {
    it(`${raises.length === 0 ? "say nothing" : `say ${raises.join(" and ")}`} when ${title}`, async () => {
      const Event = JSON.stringify(event);
      const found: string[] = [];
      for (const { name, pattern } of rules) {
        const EventPattern = pattern(keyArns);
        const { Result } = await client.send(new TestEventPatternCommand({ Event, EventPattern }));
        if (Result === true) found.push(name);
      }
      assert.deepEqual(found, raises);
    });
  }

  it("are each raised by one of these events at least", () => {
    const raised = new Set(alarmEvents.flatMap((one) => one.raises));
    assert.deepEqual(
      keyAlarmNames.filter((name) => !raised.has(name)),
      [],
    );
  });
});
