import assert from "node:assert/strict";
import { Shared } from "../../../policies/support/shared.ts";

describe("what the policies of a request share", () => {
  it("is made once for all of them", () => {
    const shared = new Shared<object>();
    const first = shared.get("urn", "a", () => ({}));
    assert.equal(
      shared.get("urn", "b", () => ({})),
      first,
    );
  });

  it("is made anew for another resource, and when a policy asks again", () => {
    const shared = new Shared<object>();
    const first = shared.get("urn", "a", () => ({}));
    const other = shared.get("other", "b", () => ({}));
    assert.notEqual(other, first);
    assert.notEqual(
      shared.get("other", "b", () => ({})),
      other,
    );
  });
});
