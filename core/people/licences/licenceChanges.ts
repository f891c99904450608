import { isRole, type Role, roles } from "../../settings/role.ts";
import type { PeopleStep } from "../step.ts";
import { monthlyPrices, priceSource } from "./prices.ts";

/** How many licences of each role come or go; a role that stays is left out. */
export type LicenceChanges = Partial<Readonly<Record<Role, number>>>;

/** What a licence is called, one and many. */
const labels: Readonly<Record<Role, readonly [one: string, many: string]>> = {
  READER: ["reader", "readers"],
  READER_PRO: ["Reader Pro", "Readers Pro"],
  AUTHOR: ["author", "authors"],
  AUTHOR_PRO: ["Author Pro", "Authors Pro"],
  ADMIN: ["admin", "admins"],
  ADMIN_PRO: ["Admin Pro", "Admins Pro"],
};

/**
 * The licences that a plan for people adds and takes. Who registered themselves elsewhere and is moved has had one, that of a reader; who
 * is registered anew, as an earlier run could not, has had none meanwhile.
 */
export function licencesOfPlan(steps: readonly PeopleStep[]): LicenceChanges {
  const changes = steps.flatMap((step): readonly (readonly [Role, number])[] => {
    switch (step.kind) {
      case "register":
        return [[step.role, 1]];
      case "remove":
        return [[step.role, -1]];
      case "move":
        return [["READER", -1]];
      case "change-role":
      case "downgrade":
        return [
          [step.to, 1],
          [step.from, -1],
        ];
      default:
        return [];
    }
  });
  return sumOf(changes);
}

/** The licences that one list of roles has more than another; what is no role of a user is not counted. */
export function licencesBetween(before: Iterable<string>, after: Iterable<string>): LicenceChanges {
  const counted = (some: Iterable<string>, count: number) =>
    [...some].filter(isRole).map((role) => [role, count] as const);
  return sumOf([...counted(after, 1), ...counted(before, -1)]);
}

/**
 * Says what they cost: `adds 3 authors and takes 1 reader: +69 USD a month at list prices of 2026-10`. Undefined where none comes or goes.
 */
export function describeLicences(changes: LicenceChanges): string | undefined {
  const list = roles.flatMap((role) => {
    const count = changes[role] ?? 0;
    return count === 0 ? [] : [{ role, count }];
  });
  if (list.length === 0) return undefined;
  const say = (verb: string, sign: number) => {
    const some = list
      .filter(({ count }) => count * sign > 0)
      .map(({ role, count }) => {
        const [one, many] = labels[role];
        const number = Math.abs(count);
        return `${number.toLocaleString("en-US")} ${number === 1 ? one : many}`;
      });
    return some.length === 0 ? [] : [`${verb} ${some.join(", ")}`];
  };
  const cost = list.reduce((sum, { role, count }) => sum + count * monthlyPrices[role], 0);
  const sign = cost < 0 ? "-" : "+";
  const amount = `${sign}${Math.abs(cost).toLocaleString("en-US")} USD a month`;
  const what = [...say("adds", 1), ...say("takes", -1)].join(" and ");
  return `${what}: ${amount} at list prices of ${priceSource.of}`;
}

function sumOf(changes: readonly (readonly [Role, number])[]): LicenceChanges {
  const sums: Partial<Record<Role, number>> = {};
  for (const [role, count] of changes) sums[role] = (sums[role] ?? 0) + count;
  return sums;
}
