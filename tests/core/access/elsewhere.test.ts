import assert from "node:assert/strict";
import { elsewhereOf, handedOverTo } from "../../../core/access/elsewhere.ts";
import type { Grant } from "../../../core/access/grant.ts";
import { onFolder } from "./folderWorld.ts";

const every = (group: string): Grant => ({ group, level: "viewer", all: "folder" });
const shown = (grants: readonly Grant[]) =>
  grants.map(({ group, level, asset, all }) => `${group} ${level} ${asset?.id ?? `all ${all}`}`);

describe("what the settings access and folders say of each other", () => {
  it("is what the other gives on folders that somebody else made, by an all as well", () => {
    const access = [
      onFolder("shared", "critical"),
      every("power-reader"),
      { group: "critical", level: "viewer", all: "topic" },
      { group: "critical", level: "viewer", asset: { kind: "dashboard", id: "x", name: "x" } },
    ] satisfies Grant[];
    const folders = [onFolder("shared", "hr"), onFolder("qsgov-default-finance", "hr")];
    const elsewhere = elsewhereOf({ access, folders });
    assert.deepEqual(shown(elsewhere.access), ["hr viewer shared"]);
    assert.deepEqual(shown(elsewhere.folders), [
      "critical viewer shared",
      "power-reader viewer all folder",
    ]);
  });

  it("is handed over at the level of before, from an all or to one, and what stays where it was is not", () => {
    const before = {
      access: [onFolder("shared", "critical", "owner"), every("power-reader")],
      folders: [onFolder("other", "hr"), onFolder("other", "usa"), onFolder("third", "marketing")],
    };
    const now = {
      access: [onFolder("other", "hr"), every("usa")],
      folders: [
        onFolder("shared", "critical"),
        onFolder("shared", "power-reader", "owner"),
        onFolder("third", "marketing"),
      ],
    };
    const { access, folders } = handedOverTo(now, before);
    assert.deepEqual(shown(access), ["hr viewer other", "usa viewer other"]);
    assert.deepEqual(shown(folders), ["critical owner shared", "power-reader viewer shared"]);
  });
});
