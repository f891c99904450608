import assert from "node:assert/strict";
import { describeUnmanaged } from "../../../../core/people/plan/describeUnmanaged.ts";
import { namespaceWith } from "../../../support/govern.ts";

const said = (user: {
  userName: string;
  email?: string;
  principalId?: string;
  groups?: string[];
}) =>
  describeUnmanaged(
    namespaceWith([], {
      unmanaged: [{ role: "READER", email: "", principalId: "", groups: [], ...user }],
    }),
  );

describe("users who are not managed", () => {
  it("are told apart by email and principal id where QuickSight calls them N/A", () => {
    assert.deepEqual(
      said({ userName: "N/A", email: "ana@x.com", principalId: "federated/iam/AROA1:ana@x.com" }),
      ["user N/A, ana@x.com, federated/iam/AROA1:ana@x.com (READER): not managed here; left as is"],
    );
    assert.deepEqual(said({ userName: "N/A" }), [
      "user N/A (READER): not managed here; left as is",
    ]);
  });

  it("are named without them otherwise, and with the groups of ours that they are in", () => {
    assert.deepEqual(
      said({ userName: "bo", email: "bo@x.com", principalId: "user/d-1/S-1", groups: ["usa"] }),
      ["user bo (READER, member of usa): not managed here; left as is"],
    );
  });

  it("cannot reach the terminal with control or bidirectional characters", () => {
    const [line = ""] = said({ userName: "\u001b[2Jbo\u202e", email: "bo@x.com" });
    assert.doesNotMatch(line, /[\p{Cc}\p{Cf}]/u);
  });
});
