import assert from "node:assert/strict";
import { QuickSightServiceException } from "@aws-sdk/client-quicksight";

/** Asserts that a call is refused because it breaks the API model, with an error that the model itself does not list. */
export async function breaksModel(call: Promise<unknown>, message: string | RegExp): Promise<void> {
  await assert.rejects(call, (error: unknown) => {
    assert.ok(error instanceof QuickSightServiceException, String(error));
    assert.equal(error.name, "ValidationException");
    assert.equal(error.$metadata.httpStatusCode, 400);
    if (typeof message === "string") assert.equal(error.message, message);
    else assert.match(error.message, message);
    return true;
  });
}
