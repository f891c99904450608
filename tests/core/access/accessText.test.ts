import assert from "node:assert/strict";
import { assetKinds } from "../../../core/assets/assetKinds.ts";
import fc from "fast-check";
import { formatAccess, parseAccessText } from "../../../core/access/accessText.ts";
import type { ActualAccess } from "../../../core/access/actualAccess.ts";
import { type Grant, mergeGrants } from "../../../core/access/grant.ts";
import { formatActualAccess } from "../../../core/access/formatActualAccess.ts";
import { permissionSet } from "../../../core/assets/permissionSet.ts";

const id = "2f1c9a70-5f0e-4f4e-9f6d-1b2c3d4e5f60";
const named = (group: string, level: Grant["level"], name: string, dashboardId = id): Grant => ({
  group,
  level,
  asset: { kind: "dashboard", id: dashboardId, name },
});
const everything = (group: string, level: Grant["level"]): Grant => ({ group, level, all: true });

describe("access as text", () => {
  it("is a line per grant, sorted, in columns that never move", () => {
    const grants = [
      named("critical", "viewer", "Sales Results - Critical"),
      everything("critical", "viewer"),
      everything("bi-admin", "owner"),
      named("critical", "owner", "All  Sales", "kpi"),
      named("a-group-with-quite-a-long-name", "viewer", "Sales"),
    ];
    assert.equal(
      formatAccess(grants),
      [
        "a-group-with-quite-a-long-name  viewer  dashboard  2f1c9a70-5f0e-4f4e-9f6d-1b2c3d4e5f60  Sales",
        "bi-admin                owner   all",
        "critical                viewer  all",
        "critical                owner   dashboard  kpi                                   All Sales",
        "critical                viewer  dashboard  2f1c9a70-5f0e-4f4e-9f6d-1b2c3d4e5f60  Sales Results - Critical",
      ].join("\n"),
    );
  });

  it("reads back, with or without the assets that an `all` lacks", () => {
    assert.deepEqual(parseAccessText(""), []);
    assert.deepEqual(parseAccessText("bi-admin                owner   all (12 of 14 assets)"), [
      everything("bi-admin", "owner"),
    ]);
    assert.throws(
      () => parseAccessText("critical   reader  all"),
      /not a line of access \(got "critical {3}reader {2}all"\)/,
    );
  });

  it("spells out what would drive a terminal or turn a line round", () => {
    assert.match(
      formatAccess([named("a", "viewer", "Sales\u202e\u001b[2J")]),
      /Sales\\u\{202e\}\\u\{1b\}\[2J$/,
    );
  });

  it("is the same text again after reading, for any grants", () => {
    const group = fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,40}$/);
    const level = fc.constantFrom("viewer" as const, "owner" as const);
    const asset = fc.record({
      kind: fc.constantFrom(...Object.keys(assetKinds)),
      id: fc.oneof(fc.stringMatching(/^[\w-]{1,60}$/), fc.constantFrom("a b", "5%25", "ü\t")),
      name: fc.string(),
    });
    const grant = fc.oneof(
      fc.record({ group, level, asset }),
      fc.record({ group, level, all: fc.constant(true as const) }),
    );
    fc.assert(
      fc.property(fc.array(grant), (grants) => {
        const text = formatAccess(mergeGrants(grants));
        assert.equal(formatAccess(parseAccessText(text)), text);
        assert.equal(parseAccessText(text).length, mergeGrants(grants).length);
      }),
    );
  });
});

describe("access that there is, as text", () => {
  const viewer = permissionSet("dashboard", "viewer");
  const owner = permissionSet("dashboard", "owner");
  const actual: ActualAccess = {
    assets: [
      {
        kind: "dashboard",
        id: "d1",
        name: "Sales",
        grants: [
          { group: "critical", level: "viewer", actions: viewer },
          { group: "power", level: "viewer", actions: viewer },
        ],
      },
      {
        kind: "dashboard",
        id: "d2",
        name: "Field",
        grants: [{ group: "power", level: "owner", actions: owner }],
      },
      {
        kind: "data-set",
        id: "s1",
        name: "Revenue",
        grants: [
          { group: "power", level: "viewer", actions: permissionSet("data-set", "viewer") },
          { group: "critical", level: "viewer", actions: permissionSet("data-set", "viewer") },
        ],
      },
      { kind: "analysis", id: "a1", name: "Draft", grants: [] },
    ],
    unreadable: [],
  };
  const show = (...declared: Grant[]) =>
    formatActualAccess(actual, declared)
      .split("\n")
      .map((line) => line.replaceAll(/ +/g, " "));

  it("lists grants on dashboards, and keeps an `all` that holds; viewers need no analyses", () => {
    assert.deepEqual(show(everything("power", "viewer")), [
      "critical viewer dashboard d1 Sales",
      "power viewer all",
      "power owner dashboard d2 Field",
    ]);
  });

  it("counts the assets that an `all` holds on, also when it holds on none", () => {
    assert.deepEqual(show(everything("power", "owner"), everything("admin", "viewer")), [
      "admin viewer all (0 of 3 assets)",
      "critical viewer dashboard d1 Sales",
      "power owner all (1 of 4 assets)",
    ]);
  });

  it("lists every dashboard of a group without a declared `all`", () => {
    assert.deepEqual(show(), [
      "critical viewer dashboard d1 Sales",
      "power owner dashboard d2 Field",
      "power viewer dashboard d1 Sales",
    ]);
  });

  it("takes what could not be read to be as declared", () => {
    const unread = { kind: "dashboard", id: "d9", name: "Locked" } as const;
    const text = formatActualAccess(
      { assets: [], unreadable: [{ asset: unread, reason: "AccessDenied" }] },
      [everything("power", "viewer"), named("critical", "viewer", "Locked", "d9")],
    );
    assert.equal(text.split("\n").length, 2);
    assert.match(text, /critical +viewer +dashboard +d9 +Locked\npower +viewer +all$/);
  });
});
