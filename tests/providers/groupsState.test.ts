import assert from "node:assert/strict";
import fc from "fast-check";
import { formatGroups, parseGroups } from "../../providers/groupsState.ts";

describe("the text of groups in a state", () => {
  it("has a line per group, in order, and quotes what needs it", () => {
    const text = formatGroups([
      { groupName: "usa", description: "Rows of\nthe USA" },
      { groupName: "BI admins" },
      { groupName: "gbr" },
    ]);
    assert.equal(text, '"BI admins"\ngbr\nusa "Rows of\\nthe USA"');
  });

  it("says the same groups when it is read again", () => {
    const group = fc
      .record({ groupName: fc.string({ minLength: 1 }), description: fc.option(fc.string()) })
      .map(({ groupName, description }) =>
        description === null ? { groupName } : { groupName, description },
      );
    fc.assert(
      fc.property(fc.array(group), (groups) => {
        assert.equal(formatGroups(parseGroups(formatGroups(groups))), formatGroups(groups));
      }),
    );
  });
});
