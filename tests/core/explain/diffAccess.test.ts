import assert from "node:assert/strict";
import fc from "fast-check";
import { openIndex } from "../../../core/explain/accessIndex.ts";
import { type AccessChange, diffAccess } from "../../../core/explain/diffAccess.ts";
import { explainPerson } from "../../../core/explain/explainPerson.ts";
import type { Snapshot } from "../../../core/explain/snapshot.ts";
import { asset, grant, person, snapshotOf } from "./explained.ts";

function say(changes: readonly AccessChange[]) {
  return changes.map(({ people, asset: { id }, level, other = "" }) =>
    `${people.map((one) => one.person.email).join(" ")} ${id} ${level} ${other}`.trim(),
  );
}

describe("What two snapshots differ in", () => {
  it("is said of people together who had and have the same", () => {
    const sales = asset("dashboard", "sales", [grant("dashboard", "group/default/a")]);
    const before = snapshotOf([person("ana"), person("bob"), person("eve", "a")], [sales]);
    const after = snapshotOf([person("ana", "a"), person("bob", "a"), person("eve")], [sales]);
    const { gains, losses } = diffAccess(before, after);
    assert.deepEqual(say(gains), ["ana@x.com bob@x.com sales viewer"]);
    assert.deepEqual(say(losses), ["eve@x.com sales viewer"]);
  });

  it("tells a higher level from none before, and a lower one as a loss", () => {
    const [viewer, owner] = (["viewer", "owner"] as const).map((level) =>
      snapshotOf(
        [person("ana", "a")],
        [asset("dashboard", "sales", [grant("dashboard", "group/default/a", level)])],
      ),
    ) as [Snapshot, Snapshot];
    assert.deepEqual(say(diffAccess(viewer, owner).gains), ["ana@x.com sales owner viewer"]);
    assert.deepEqual(say(diffAccess(owner, viewer).losses), ["ana@x.com sales owner viewer"]);
  });

  it("names who is new and who has left, and what they gain and lose with it", () => {
    const sales = asset("dashboard", "sales", [grant("dashboard", "namespace/default")]);
    const difference = diffAccess(
      snapshotOf([person("ana")], [sales]),
      snapshotOf([person("bob")], [sales]),
    );
    assert.deepEqual(
      difference.newcomers.map((one) => one.person.email),
      ["bob@x.com"],
    );
    assert.deepEqual(
      difference.leavers.map((one) => one.person.email),
      ["ana@x.com"],
    );
    assert.deepEqual(say(difference.gains), ["bob@x.com sales viewer"]);
    assert.deepEqual(say(difference.losses), ["ana@x.com sales viewer"]);
  });

  it("is nothing where only the way is another", () => {
    const [one, other] = ["a", "b"].map((group) =>
      snapshotOf(
        [person("ana", "a", "b")],
        [asset("dashboard", "sales", [grant("dashboard", `group/default/${group}`)])],
      ),
    ) as [Snapshot, Snapshot];
    assert.deepEqual(diffAccess(one, other), { gains: [], losses: [], newcomers: [], leavers: [] });
  });

  it("is what one gets by explaining everybody twice, in random snapshots", () => {
    const group = fc.constantFrom("a", "b", "c");
    const snapshot = fc
      .record({
        people: fc.array(fc.tuple(fc.nat(5), fc.uniqueArray(group)), { maxLength: 5 }),
        grants: fc.array(
          fc.tuple(
            fc.nat(4),
            fc.oneof(group, fc.nat(5)),
            fc.constantFrom("viewer" as const, "owner" as const),
          ),
          { maxLength: 8 },
        ),
      })
      .map(({ people, grants }) =>
        snapshotOf(
          [...new Map(people)].map(([name, groups]) => person(`p${name}`, ...groups.sort())),
          [0, 1, 2, 3, 4].map((place) =>
            asset(
              "dashboard",
              `d${place}`,
              grants
                .filter(([on]) => on === place)
                .map(([, to, level]) =>
                  grant(
                    "dashboard",
                    typeof to === "string"
                      ? `group/default/${to}`
                      : `user/default/quicksight-fed-users/p${to}@x.com`,
                    level,
                  ),
                ),
            ),
          ),
        ),
      );
    const levelsIn = (of: Snapshot) =>
      new Map(
        (of.namespaces["default"]?.people ?? []).flatMap((one) =>
          explainPerson(openIndex(of), "default", one).assets.map(
            (open) => [`${one.email} ${open.asset.id}`, open.level] as const,
          ),
        ),
      );
    const rank = (level: string | undefined) =>
      ["viewer", "contributor", "owner"].indexOf(level ?? "");
    fc.assert(
      fc.property(snapshot, snapshot, (before, after) => {
        const [had, has] = [levelsIn(before), levelsIn(after)];
        const expected = (from: typeof had, to: typeof had) =>
          [...to]
            .filter(([key, level]) => rank(level) > rank(from.get(key)))
            .map(([key, level]) => `${key} ${level}`)
            .sort();
        const found = (changes: readonly AccessChange[]) =>
          changes
            .flatMap(({ people, asset: { id }, level }) =>
              people.map((one) => `${one.person.email} ${id} ${level}`),
            )
            .sort();
        const { gains, losses } = diffAccess(before, after);
        assert.deepEqual(found(gains), expected(had, has));
        assert.deepEqual(found(losses), expected(has, had));
      }),
      { numRuns: 300 },
    );
  });
});
