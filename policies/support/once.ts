import type { Report } from "./govern.ts";

/** Reports the same of the same thing once: a policy that several have is found with each of them. */
export function once(report: Report): Report {
  const said = new Set<string>();
  return (thing, violation) => {
    const key = `${thing.urn} ${violation.wrong} ${violation.got}`;
    if (said.has(key)) return;
    said.add(key);
    report(thing, violation);
  };
}
