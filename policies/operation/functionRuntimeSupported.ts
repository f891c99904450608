import { readFileSync } from "node:fs";
import { show } from "../support/formatViolation.ts";
import { govern } from "../support/govern.ts";
import { integer, type Setting } from "../support/setting.ts";

const runtimes: Setting<Record<string, string>> = {
  type: "object",
  additionalProperties: { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}$" },
  description:
    "Days on which AWS Lambda deprecates runtimes, by identifier, where AWS has named others since: { nodejs22.x: 2027-04-30 }.",
  default: {},
};

const settings = {
  runtimes,
  daysAhead: integer("Days before its deprecation from which a runtime is refused.", 0, {
    minimum: 0,
    maximum: 730,
  }),
};

/** The days that AWS has announced; source: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html */
const announced: ReadonlyMap<string, string> = new Map(
  Object.entries(
    JSON.parse(
      readFileSync(new URL("runtimeDeprecations.json", import.meta.url), "utf8"),
    ) as Record<string, string>,
  ),
);

/** Functions run on what AWS still mends. A runtime that is not in the list is newer than it, and passes. */
export const functionRuntimeSupported = govern({
  name: "function-runtime-supported",
  description: "A function of AWS Lambda has a runtime that AWS has not deprecated.",
  why: "A deprecated runtime gets no more security patches, and later the function cannot be changed any more.",
  severity: "medium",
  topics: ["operation"],
  controls: [
    { framework: "AWS Security Hub", control: "Lambda.2" },
    { framework: "PCI DSS", control: "6.3.3" },
  ],
  remediationSteps: "Set runtime to a current one, and try the function with it.",
  url: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html",
  settings,
  each: {
    function: (thing, config, report) => {
      const { runtime } = thing.fields;
      if (typeof runtime !== "string") return;
      const deprecated =
        new Map(Object.entries(config.runtimes)).get(runtime) ?? announced.get(runtime);
      if (deprecated === undefined || deprecated > dayIn(config.daysAhead)) return;
      report(thing, {
        wrong: `AWS deprecates the runtime of the function on ${show(deprecated)}`,
        got: show(runtime),
        todo: "set runtime to a current one",
      });
    },
  },
});

/** The day in so many days, in UTC. */
function dayIn(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
