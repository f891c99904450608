import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { alarmRules } from "../../../../core/keys/alarms/alarmRules.ts";
import { alarmEvents, keyArns, keys, scope } from "./alarmEvents.ts";

const folder = fileURLToPath(new URL("event-ruler", import.meta.url));

/** Runs a program to its end, and says what it printed. */
function run(program: string, args: readonly string[], input = ""): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { input, encoding: "utf8" });
  assert.equal(error, undefined, `${program} cannot be run; this proof needs Java 17 and Maven`);
  assert.equal(status, 0, `${program}: ${stdout}${stderr}`);
  return stdout;
}

/**
 * `npm run prove:alarms`: every pattern on every event by Event Ruler, the engine that AWS has made open source and builds EventBridge on. It shares no
 * code with the emulator that `keyAlarms.test.ts` asks.
 */
describe("alarms about keys, as Event Ruler has them", function () {
  this.timeout(600_000);

  it("are raised by the same events as the emulator's EventBridge says", () => {
    const libraries = mkdtempSync(join(tmpdir(), "event-ruler-"));
    try {
      const to = `-DoutputDirectory=${libraries}`;
      run("mvn", ["-q", "-B", "-f", join(folder, "pom.xml"), "dependency:copy-dependencies", to]);
      const rules = alarmRules(scope, keys);
      const pairs = alarmEvents.flatMap((one) => rules.map((rule) => ({ ...one, rule })));
      const lines = pairs.map(({ rule, event }) =>
        JSON.stringify({ pattern: rule.pattern(keyArns), event: JSON.stringify(event) }),
      );
      const program = ["-cp", join(libraries, "*"), join(folder, "MatchEvents.java")];
      const said = run("java", program, lines.join("\n")).trim().split("\n");
      const wrong = pairs.flatMap(({ title, raises, rule }, index) =>
        said[index] === String(raises.some((name) => name === rule.name))
          ? []
          : [`${rule.name} when ${title}: ${said[index] ?? "nothing"}`],
      );
      assert.deepEqual(wrong, []);
      console.log(
        `${pairs.length} pairs: ${rules.length} patterns, ${alarmEvents.length} events, ${said.filter((one) => one === "true").length} matches`,
      );
    } finally {
      rmSync(libraries, { recursive: true, force: true });
    }
  });
});
