import { describeError } from "../../aws/describeError.ts";

/** Somebody could not be registered: what depends on them cannot be done. */
export class PersonAbsent extends Error {
  override readonly name = "";

  constructor(cause: unknown) {
    super(describeError(cause), { cause });
  }
}
