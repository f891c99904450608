import {
  addressOf,
  allFields,
  type DatabaseAddress,
  signInOf,
  type SourceValue,
} from "./addressOf.ts";
import type { SourceField } from "./sourceFields.ts";

/** Fields with what settings give for them. */
type Fields = Record<string, SourceValue>;

/** Parameters as the native resource takes them; `isNative` tells whether it does. */
export function parametersOf(source: DatabaseAddress): Record<string, Fields> {
  const address = addressOf(source);
  return { [address.native ?? ""]: given(source, allFields(address)) };
}

/** Parameters of the API; undefined where it has none for the type. */
export function apiParametersOf(
  source: DatabaseAddress,
): Record<string, Record<string, SourceValue | Fields>> | undefined {
  const address = addressOf(source);
  if (address.api === undefined) return undefined;
  const { authenticationType, within, ...signIn } = signInOf(source);
  const ofSignIn = given(source, allFields(signIn), apiName);
  const isAsked = authenticationType !== undefined && authenticationType !== "PASSWORD";
  return {
    [address.api]: {
      ...given(source, allFields(address), apiName),
      ...(isAsked && { AuthenticationType: authenticationType }),
      ...(within && { [within]: ofSignIn }),
    },
  };
}

function given(
  source: DatabaseAddress,
  fields: readonly SourceField[],
  nameOf: (field: SourceField) => string = (field) => field,
): Fields {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = source[field];
      return value === undefined ? [] : [[nameOf(field), value] as const];
    }),
  );
}

/** The API writes the same names with a capital. */
function apiName(field: SourceField): string {
  return `${field.charAt(0).toUpperCase()}${field.slice(1)}`;
}
