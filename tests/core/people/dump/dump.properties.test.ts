import assert from "node:assert/strict";
import fc from "fast-check";
import { dumpNamespace } from "../../../../core/people/dump/dumpNamespace.ts";
import {
  formatMembership,
  hasOwnSessions,
} from "../../../../core/people/membership/formatMembership.ts";
import { parseMembership } from "../../../../core/people/membership/parseMembership.ts";
import { planPeople } from "../../../../core/people/plan/planPeople.ts";
import type { ActualNamespace, ActualPerson } from "../../../../core/people/readNamespace.ts";
import { buildRoster } from "../../../../core/people/roster/buildRoster.ts";
import { profilesOf } from "../../../../core/people/roster/profilesOf.ts";
import { parseTenant } from "../../../../core/settings/parseTenant.ts";
import { roles } from "../../../../core/settings/role.ts";
import { govern, namespaceWith } from "../../../support/govern.ts";

const sessions = [
  "ana@x.com",
  "Ana@x.com",
  "ana@y.com",
  "bo@x.com",
  "odd=name",
  "nobody",
  "cy,d@x.com",
];
const groupNames = ["bi-admin", "usa", "Mixed Case"];
const person = fc
  .record({
    session: fc.constantFrom(...sessions),
    role: fc.constantFrom(...roles),
    groups: fc.subarray(groupNames),
    customPermissions: fc.constantFrom(undefined, undefined, "no-exports", "no-sharing"),
    mail: fc.constantFrom("the session", "the session", "other@x.com", "own", ""),
  })
  .map(({ mail, ...rest }): ActualPerson => {
    const own = `${rest.session.replaceAll(/\W/g, "-")}@mail.com`;
    const email = mail === "the session" ? rest.session : mail === "own" ? own : mail;
    return { ...rest, email };
  });
const namespace = fc
  .uniqueArray(person, { selector: ({ session }) => session })
  .map((people): ActualNamespace =>
    namespaceWith(people, {
      groups: groupNames,
      descriptions: { usa: "Rows of the USA" },
      unmanaged: [
        {
          userName: "Administrator/root",
          role: "ADMIN",
          email: "root@x.com",
          principalId: "federated/iam/AROA:root",
          groups: ["usa"],
        },
      ],
      unmanagedGroups: ["finance"],
    }),
  );

describe("a live namespace, dumped", () => {
  it("gives settings that are right, and with the membership file a plan with nothing to do", () => {
    fc.assert(
      fc.property(namespace, (actual) => {
        const dump = dumpNamespace("default", actual);
        const { settings, problems } = parseTenant({
          namespace: "default",
          account: "organization/quicksight-governance/dev",
          membership: { file: "membership.csv" },
          identity: { session: hasOwnSessions(dump.membership) ? "column" : "email" },
          groups: dump.groups,
          guard: { protected: dump.protected.map(({ session }) => session) },
        });
        assert.ok(settings, JSON.stringify(problems));
        const parsed = parseMembership(formatMembership(dump.membership), "membership.csv");
        const { groups, guard } = settings;
        const built = buildRoster(parsed, {
          namespace: "default",
          namespaces: ["default"],
          groups,
          session: settings.identity.session,
        });
        assert.deepEqual(built.problems, []);
        const governed = govern(built.people, {
          guard,
          groups,
          customPermissions: profilesOf(groups),
        });
        assert.deepEqual(planPeople(governed, actual, {}).steps, []);
      }),
      { numRuns: 300 },
    );
  });

  it("leaves nobody out: everybody is in the file, protected, or waits for a group", () => {
    fc.assert(
      fc.property(namespace, (actual) => {
        const dump = dumpNamespace("default", actual);
        const named = new Set(
          [...dump.membership, ...dump.protected].map(({ session }) => session),
        );
        const missing = actual.people.filter(({ session }) => !named.has(session));
        assert.ok(missing.every(({ role, groups }) => role === "READER" && groups.length === 0));
      }),
    );
  });
});
