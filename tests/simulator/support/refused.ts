import assert from "node:assert/strict";
import type { QuickSightServiceException } from "@aws-sdk/client-quicksight";

type ErrorClass = new (...args: never[]) => QuickSightServiceException;

/** What is expected of a refusal: its HTTP status and words, and what kind of resource it is about. */
export interface Expected {
  readonly status: number;
  readonly message?: string | RegExp;
  readonly resourceType?: string;
}

/** Asserts that a call is refused with an error of this class of the SDK. */
export async function refused(
  call: Promise<unknown>,
  errorClass: ErrorClass,
  { status, message, resourceType }: Expected,
): Promise<void> {
  await assert.rejects(call, (error: unknown) => {
    assert.ok(error instanceof errorClass, `expected ${errorClass.name}, got ${String(error)}`);
    assert.equal(error.$metadata.httpStatusCode, status);
    assert.match(error.$metadata.requestId ?? "", /^[0-9a-f-]{36}$/);
    if (typeof message === "string") {
      assert.equal(error.message, message);
    } else if (message !== undefined) {
      assert.match(error.message, message);
    }
    if (resourceType !== undefined) {
      assert.equal((error as { ResourceType?: string }).ResourceType, resourceType);
    }
    return true;
  });
}
