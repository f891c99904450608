import { createRequire } from "node:module";

/** The validator has no types of its own. It writes into what it gets. */
const validate = createRequire(import.meta.url)("asl-validator") as (definition: object) => {
  readonly isValid: boolean;
  readonly errorsText: (separator?: string) => string;
};

/** What is wrong with the definition of a state machine by the Amazon States Language; empty where nothing is. */
export function validateMachine(definition: object): string {
  const { isValid, errorsText } = validate(structuredClone(definition));
  return isValid ? "" : errorsText("\n");
}
