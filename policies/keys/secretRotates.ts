import { show } from "../support/formatViolation.ts";
import { govern } from "../support/govern.ts";
import { integer } from "../support/setting.ts";
import { declaredOf, isAbout } from "../things/about.ts";
import { count, flag, type Plain, undecided } from "../things/plain.ts";
import type { Thing } from "../things/thing.ts";

const settings = {
  maxDays: integer("Days within which a secret must rotate.", 90, { minimum: 1, maximum: 1000 }),
};

/** Secrets rotate by themselves. */
export const secretRotates = govern({
  name: "secret-rotates",
  description: "A secret of Secrets Manager rotates by itself, often enough.",
  why: "Rotation bounds how long a leaked password opens a database.",
  severity: "medium",
  topics: ["credentials"],
  controls: [
    { framework: "AWS Security Hub", control: "SecretsManager.1" },
    { framework: "AWS Security Hub", control: "SecretsManager.4" },
    { framework: "PCI DSS", control: "8.6.3" },
  ],
  remediationSteps:
    "Give the secret a SecretRotation, with a function or managed by the database, and automaticallyAfterDays.",
  url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html",
  settings,
  together: (stack, { maxDays }, report) => {
    for (const rotation of declaredOf(stack, "secretRotation")) {
      if (flag(rotation.fields["enabled"]) === false) {
        report(rotation, {
          wrong: "the secret does not rotate",
          got: "rotationEnabled false",
          todo: "set rotationEnabled to true",
        });
      }
      const days = daysOf(rotation);
      if (days === undecided || days === undefined || days <= maxDays) continue;
      report(rotation, {
        wrong: "the secret rotates too seldom",
        got: show(rotation.fields["schedule"] ?? `${show(rotation.fields["days"])} days`),
        todo: `set automaticallyAfterDays to ${maxDays} or less`,
      });
    }
    if (!stack.isWhole) return;
    for (const secret of declaredOf(stack, "secret")) {
      if (isAbout("secretRotation", "secret", secret, stack)) continue;
      report(secret, {
        wrong: "the secret does not rotate",
        got: "no SecretRotation",
        todo: "add a SecretRotation, or exempt a secret that no program can renew",
      });
    }
  },
});

/** Days between rotations, at most; `undefined` when nothing is said. */
function daysOf({ fields }: Thing): ReturnType<typeof count> {
  const { days, schedule }: Record<string, Plain> = fields;
  if (days !== undefined) return count(days);
  if (typeof schedule !== "string") return schedule === undecided ? undecided : undefined;
  const [, rate, unit] = /^rate\(\s*(\d+)\s+(hour|day)s?\s*\)$/i.exec(schedule.trim()) ?? [];
  if (rate !== undefined) return unit?.toLowerCase() === "hour" ? Number(rate) / 24 : Number(rate);
  const [, calendar = ""] = /^cron\((.*)\)$/i.exec(schedule.trim()) ?? [];
  return daysOfCalendar(calendar.trim().split(/\s+/));
}

/** Days between the months of a calendar, `minutes hours day month weekday year`: a year for what is not read here. */
function daysOfCalendar([, , , months = "", , years = "*"]: readonly string[]): number {
  if (years !== "*") return Number.POSITIVE_INFINITY;
  if (months === "*" || months === "?") return 31;
  const [, step] = /^(?:\*|1)\/(\d+)$/.exec(months) ?? [];
  return step === undefined ? 366 / months.split(",").length : Number(step) * 31;
}
