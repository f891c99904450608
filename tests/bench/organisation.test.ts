import assert from "node:assert/strict";
import { parseMembership } from "../../core/people/membership/parseMembership.ts";
import { findLost, type SimulatorState } from "../../bench/findLost.ts";
import { growNativeState } from "../../bench/growState.ts";
import { makePeople } from "../../bench/makePeople.ts";

describe("benchmarks: the organisation that is measured", () => {
  const rowsOf = (text: string) => parseMembership(text, "people").rows;

  it("has everybody in two groups, and a fifth of the people in each", () => {
    const rows = rowsOf(makePeople(100));
    const sizes = Object.values(Object.groupBy(rows, ({ group }) => group)).map(
      (members) => members?.length,
    );
    assert.deepEqual(
      sizes,
      Array.from({ length: 10 }, () => 20),
    );
  });

  it("changes one membership of one person", () => {
    const before = makePeople(100).split("\n");
    const after = makePeople(100, true).split("\n");
    assert.equal(after.length, before.length);
    assert.deepEqual(
      after.filter((line, index) => line !== before[index]),
      ["default,region-1,person-000000,person-000000@example.com"],
    );
  });
});

describe("benchmarks: what was lost", () => {
  const people = ["ana@x.com", "bo@x.com"].map((email) => ({
    session: email,
    email,
    role: "READER" as const,
    groups: ["usa"],
  }));
  const user = (email: string, role = "READER", groups = ["quicksight-fed-usa"]) => [
    `quicksight-fed-users/${email}`,
    { email, role, groups },
  ];
  const state = (users: unknown[][], members: number): SimulatorState => ({
    namespaces: {
      default: {
        users: Object.fromEntries(users) as SimulatorState["namespaces"][string]["users"],
        groups: { "quicksight-fed-usa": { members: Array.from({ length: members }, String) } },
      },
    },
  });

  it("is nothing when everybody is there with role and groups", () => {
    assert.equal(findLost(state([user("ana@x.com"), user("bo@x.com")], 2), people), 0);
  });

  it("counts a person who is missing, one too many, a wrong role, and a group that was not given", () => {
    const ana = user("ana@x.com");
    assert.ok(findLost(state([ana], 2), people) > 0);
    assert.ok(findLost(state([ana, user("bo@x.com"), user("cy@x.com")], 2), people) > 0);
    assert.ok(findLost(state([ana, user("bo@x.com", "ADMIN")], 2), people) > 0);
    assert.ok(findLost(state([ana, user("bo@x.com", "READER", [])], 2), people) > 0);
    assert.ok(findLost(state([ana, user("bo@x.com")], 1), people) > 0);
  });
});

describe("benchmarks: the state of a native stack", () => {
  it("tells the resources of one person again for the others, each in their own groups", () => {
    const urn = (name: string) => `urn:pulumi:bench::bench-native::T::${name}`;
    const email = "person-000000@example.com";
    const exported = JSON.stringify({
      version: 3,
      deployment: {
        resources: [
          { urn: urn("stack"), type: "S" },
          { urn: urn(email), type: "U", inputs: { email } },
          {
            urn: urn(`${email}/region-0`),
            type: "M",
            id: `1/default/quicksight-fed-region-0/fed/${email}`,
            inputs: { groupName: "quicksight-fed-region-0" },
          },
        ],
      },
    });
    const grown = JSON.parse(growNativeState(exported, 7)) as {
      deployment: { resources: { urn: string; id?: string; inputs?: object }[] };
    };
    const { resources } = grown.deployment;
    assert.equal(resources.length, 1 + 7 * 2);
    assert.deepEqual(resources.at(-1), {
      urn: urn("person-000006@example.com/region-1"),
      type: "M",
      id: "1/default/quicksight-fed-region-1/fed/person-000006@example.com",
      inputs: { groupName: "quicksight-fed-region-1" },
    });
  });
});
