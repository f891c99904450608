import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import type { SignedIn } from "../../core/people/findSignedIn.ts";
import { findFormerRoles } from "../../stacks/findFormerRoles.ts";
import { findLostRoles } from "../../stacks/findLostRoles.ts";
import type { StackResources } from "../../stacks/readState.ts";
import { refuseStranding } from "../../stacks/refuseStranding.ts";

const [role, accountId] = ["quicksight-fed-users", "111122223333"];
const now = Date.parse("2026-03-01T10:30:00Z");

describe("a federation role that account settings give up", () => {
  let resources: StackResources;
  before(async () => {
    const state = JSON.parse(await readFile("tests/states/dev.json", "utf8")) as {
      deployment: { resources: { urn: string; type: string; outputs?: object }[] };
    };
    resources = Object.fromEntries(
      state.deployment.resources.map(({ urn, type, outputs }) => [
        urn,
        // The recorded one is encrypted; the engine hands it over as it is.
        {
          type,
          outputs: { ...outputs, ...(urn.endsWith("account-federation-role") && { value: role }) },
        },
      ]),
    );
  });

  const lost = (settings: { role: string; existing: boolean }, state = resources) =>
    findLostRoles(findFormerRoles(state), settings).map(({ name }) => name);
  const without = (type: string) =>
    Object.fromEntries(Object.entries(resources).filter(([, one]) => one.type !== type));

  it("is none while the settings name the role that the stack made", () => {
    assert.deepEqual(lost({ role, existing: false }), []);
    assert.deepEqual(lost({ role, existing: false }, {}), []);
  });

  it("is the one that was made when another is named, or when it is said to be somebody else's", () => {
    assert.deepEqual(lost({ role: "corp-users", existing: false }), [role]);
    assert.deepEqual(lost({ role: "corp-users", existing: true }), [role]);
    assert.deepEqual(lost({ role, existing: true }), [role]);
  });

  it("is the one that was announced where somebody else made it, or a run made the new one and failed", () => {
    const existing = without("aws:iam/role:Role");
    assert.deepEqual(lost({ role: "corp-users", existing: true }, existing), [role]);
    assert.deepEqual(lost({ role, existing: true }, existing), []);
    const replaced = Object.fromEntries(
      Object.entries(resources).map(([urn, one]) =>
        urn.endsWith("Role::federation")
          ? [urn, { ...one, outputs: { name: "corp-users" } }]
          : [urn, one],
      ),
    );
    assert.deepEqual(lost({ role: "corp-users", existing: false }, replaced), [role]);
  });

  describe("with people who sign in through it", () => {
    const people = (count: number): SignedIn[] =>
      Array.from({ length: count }, (_, index) => ({
        role,
        namespace: index % 2 === 0 ? "default" : "3rd-party",
        session: `p${index}@oktank.com`,
      }));
    const federation = {
      role: "corp-users",
      existing: false,
      path: "/",
      samlProvider: "oktank",
      roleArn: undefined,
    };
    const judge = (who: SignedIn[], approvals: string[] = [], at = now) =>
      refuseStranding({
        ...{ accountId, federation, lost: [{ name: role }] },
        ...{ people: who, approvals, now: at },
      });
    const hashOf = (refusal = "") => /APPROVE=(\w+)/.exec(refusal)?.[1] ?? "";

    it("is kept: the refusal counts all, names some, and says where each is", () => {
      const refusal = judge(people(1234)) ?? "";
      assert.match(refusal, /^account\.federation: 1,234 people sign in through the role quicks/);
      assert.match(refusal, /\n {2}- p1@oktank\.com \(namespace 3rd-party\)\n/);
      assert.match(refusal, /\n {2}… and 1,214 more\n/);
      assert.equal(refusal.match(/\(namespace/g)?.length, 20);
    });

    it("goes where nobody signs in, or exactly these people were approved, for a day", () => {
      assert.equal(judge([]), undefined);
      const hash = hashOf(judge(people(30)));
      assert.equal(judge(people(30), [hash]), undefined);
      assert.notEqual(judge(people(31), [hash]), undefined, "somebody came");
      assert.notEqual(
        judge(people(30), [hash], now + 26 * 3_600_000),
        undefined,
        "the day is over",
      );
    });
  });
});
