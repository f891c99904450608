import { nameSome } from "../aws/nameSome.ts";
import { addressOf, allFields, type DatabaseAddress, givenFields } from "./addressOf.ts";
import { sourceKindOf } from "./sourceKinds.ts";

/** What is needed to sign in, and means nothing where nobody does. */
const signingIn = ["secret", "ssl", "vpcConnection"] as const;

/**
 * What is wrong with where a database is said to be: the fields of exactly one address of its type, and a secret where it is signed in to.
 * By the field that it is about.
 */
export function checkAddress(source: DatabaseAddress): { field: string; message: string }[] {
  const { title, addresses, signsIn } = sourceKindOf(source.type);
  const given = givenFields(source);
  const known = new Set(addresses.flatMap((address) => allFields(address)));
  const foreign = [
    ...given.filter((field) => !known.has(field)),
    ...(signsIn ? [] : signingIn.filter((field) => source[field] !== undefined)),
  ];
  if (foreign.length > 0) {
    const takes = [...known, ...(signsIn ? signingIn : [])];
    return foreign.map((field) => ({
      field,
      message: `${title} does not take that, but ${nameSome(takes)}; leave it out`,
    }));
  }
  const address = addressOf(source);
  const missing = address.fields.filter((field) => !given.includes(field));
  const choices = addresses.map(({ fields }) => list(fields)).join(", or ");
  const surplus = given.filter((field) => !allFields(address).includes(field));
  return [
    ...missing.map((field) => ({ field, message: `${title} is found by ${choices}` })),
    ...surplus.map((field) => ({
      field,
      message: `leave it out, or ${list(address.fields)}: ${title} is found by ${choices}`,
    })),
    ...(signsIn && source.secret === undefined
      ? [
          {
            field: "secret",
            message: `${title} is signed in to with username and password; give the name or the ARN of a secret that has both`,
          },
        ]
      : []),
  ];
}

function list(fields: readonly string[]): string {
  return fields.length < 2
    ? fields.join("")
    : `${fields.slice(0, -1).join(", ")} and ${fields.at(-1) ?? ""}`;
}
