import assert from "node:assert/strict";
import { formatGroups, keepGroups, parseGroups } from "../../providers/groupsText.ts";

describe("the text of groups in a state", () => {
  const text = formatGroups({
    usa: { description: "Rows of\nthe USA" },
    gbr: {},
    shared: { existing: true },
  });

  it("has a line per group that the roster makes, in order", () => {
    assert.deepEqual(text.split("\n"), ["gbr", "usa                     Rows of the USA"]);
  });

  it("says the same groups when it is read again", () => {
    assert.equal(formatGroups(parseGroups(text)), text);
    assert.deepEqual(parseGroups(text), { gbr: {}, usa: { description: "Rows of the USA" } });
  });

  it("leaves out of a refresh what is not there any more", () => {
    assert.equal(keepGroups(text, ["gbr", "other"]), "gbr");
  });
});
