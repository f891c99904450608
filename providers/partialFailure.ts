import { printableLines } from "@quicksight-governance/core/aws";

/**
 * What a dynamic provider throws when a resource exists but is not finished. The engine keeps `id` and `properties` in the
 * state and calls `update` at the next `up`, even when nothing changed.
 *
 * `properties` must be all inputs with their `__provider`: without it the resource could never be updated or deleted again.
 */
export class PartialFailure extends Error {
  override readonly name = "PartialFailure";
  readonly id: string;
  readonly properties: object;
  readonly reasons: readonly string[];

  constructor(id: string, properties: object, reason: string) {
    const text = printableLines(reason);
    super(text);
    // The host prints the stack of what `delete` throws.
    this.stack = "";
    this.id = id;
    this.properties = properties;
    this.reasons = [text];
  }
}
