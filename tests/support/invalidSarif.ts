import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import Ajv from "ajv";

/** What the schema of SARIF 2.1.0 says against a document; undefined where it takes it. */
export function invalidSarif(sarif: object): unknown {
  const require = createRequire(import.meta.url);
  const read = (file: string) => JSON.parse(readFileSync(require.resolve(file), "utf8")) as object;
  const ajv = new Ajv({ schemaId: "auto", meta: false, unknownFormats: "ignore" });
  ajv.addMetaSchema(read("ajv/lib/refs/json-schema-draft-04.json"));
  const validate = ajv.compile(read("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"));
  return validate(sarif) === true ? undefined : validate.errors;
}
