import assert from "node:assert/strict";
import { QuickSightServiceException } from "@aws-sdk/client-quicksight";
import { isRefusal } from "../../../core/aws/isRefusal.ts";

const said = (name: string, httpStatusCode: number) =>
  new QuickSightServiceException({ name, $fault: "client", $metadata: { httpStatusCode } });

describe("what QuickSight refuses for good", () => {
  it("is what the caller lacks a right for, or the account does not have", () => {
    assert.ok(isRefusal(said("AccessDeniedException", 403)));
    assert.ok(isRefusal(said("PreconditionNotMetException", 400)));
    assert.ok(isRefusal(said("UnsupportedUserEditionException", 403)));
    assert.ok(isRefusal(said("ResourceNotFoundException", 404)));
    assert.ok(isRefusal(said("UnknownError", 404)));
  });

  it("is not what passes by itself", () => {
    assert.ok(!isRefusal(said("ThrottlingException", 429)));
    assert.ok(!isRefusal(said("ThrottlingException", 400)));
    assert.ok(!isRefusal(said("UnknownError", 502)));
    assert.ok(!isRefusal(said("InternalFailureException", 500)));
    assert.ok(!isRefusal(new Error("socket hang up")));
  });
});
