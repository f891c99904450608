import { nameSome } from "../aws/nameSome.ts";
import {
  addressOf,
  allFields,
  type DatabaseAddress,
  givenFields,
  signInOf,
  waysOf,
} from "./addressOf.ts";
import type { SignIn } from "./signIns.ts";
import { type SourceKind, sourceKindOf } from "./sourceKinds.ts";

/** A field, and what is wrong with it. */
interface Wrong {
  readonly field: string;
  readonly message: string;
}

/** What means something only where it is signed in to, or connected to in some way. */
const ofConnection = ["secret", "ssl", "vpcConnection"] as const;

/**
 * What is wrong with where a database is said to be: the fields of exactly one address of its type, those of the way in which it is signed
 * in to, and a secret where that takes one. By the field that it is about.
 */
export function checkAddress(source: DatabaseAddress): Wrong[] {
  const kind = sourceKindOf(source.type);
  const { title } = kind;
  const given = givenFields(source);
  const ways = waysOf(source.type);
  const takes = takenBy(kind, ways);
  const foreign = [...given, ...ofConnection.filter((field) => source[field] !== undefined)].filter(
    (field) => !takes.has(field),
  );
  if (foreign.length > 0) {
    return foreign.map((field) => ({
      field,
      message: `${title} does not take that, but ${nameSome([...takes])}; leave it out`,
    }));
  }
  return [...checkPlace(source, kind), ...checkSignIn(source, title, ways)];
}

/** All that may be said of a type. */
function takenBy({ addresses, connects }: SourceKind, ways: readonly SignIn[]): Set<string> {
  const isAsked = ways.filter((way) => way.authenticationType !== undefined).length > 1;
  return new Set([
    ...addresses.flatMap((address) => allFields(address)),
    ...(isAsked ? ["authenticationType"] : []),
    ...ways.flatMap((way) => allFields(way)),
    ...(ways.some(({ secret }) => secret) ? ["secret"] : []),
    ...connects,
  ]);
}

function checkPlace(source: DatabaseAddress, { title, addresses }: SourceKind): Wrong[] {
  const given = givenFields(source);
  const address = addressOf(source);
  const ofPlaces = new Set(addresses.flatMap((one) => allFields(one)));
  const missing = address.fields.filter((field) => !given.includes(field));
  const choices = addresses.map(({ fields }) => list(fields)).join(", or ");
  const surplus = given.filter(
    (field) => ofPlaces.has(field) && !allFields(address).includes(field),
  );
  return [
    ...missing.map((field) => ({ field, message: `${title} is found by ${choices}` })),
    ...surplus.map((field) => ({
      field,
      message: `leave it out, or ${list(address.fields)}: ${title} is found by ${choices}`,
    })),
    ...(source.consumerAccountRoleArn !== undefined && source.roleArn === undefined
      ? [{ field: "roleArn", message: "give the role that assumes consumerAccountRoleArn" }]
      : []),
  ];
}

function checkSignIn(source: DatabaseAddress, title: string, ways: readonly SignIn[]): Wrong[] {
  const { authenticationType } = source;
  const values = ways.flatMap((way): string[] => {
    return way.authenticationType === undefined ? [] : [way.authenticationType];
  });
  if (typeof authenticationType === "string" && !values.includes(authenticationType)) {
    const message = `${title} takes ${nameSome(values)}`;
    return [{ field: "authenticationType", message }];
  }
  const way = signInOf(source);
  const { fields = [], secret } = way;
  const own = new Set(allFields(way));
  const others = ways.flatMap((one) => allFields(one)).filter((field) => !own.has(field));
  const how =
    authenticationType === undefined ? "" : ` (authenticationType ${String(authenticationType)})`;
  return [
    ...fields
      .filter((field) => source[field] === undefined)
      .map((field) => ({
        field,
        message: `${title} is signed in to with ${way.title}${how}, which needs it`,
      })),
    ...[...new Set(others)]
      .filter((field) => source[field] !== undefined && !isOfPlace(field, source))
      .map((field) => ({
        field,
        message: `leave it out: ${title} is signed in to with ${way.title}${how}, which does not take it`,
      })),
    ...checkUser(source, title),
    ...checkSecret(source, title, secret),
  ];
}

function isOfPlace(field: keyof DatabaseAddress, source: DatabaseAddress): boolean {
  return (allFields(addressOf(source)) as readonly string[]).includes(field);
}

/**
 * Redshift finds who a role is in the database by itself only where it is serverless; a cluster has to be told (API reference of Redshift,
 * GetClusterCredentials: `DbUser` is required), and to make or group nobody means nothing.
 */
function checkUser(source: DatabaseAddress, title: string): Wrong[] {
  const { type, roleArn, host, databaseUser, databaseGroups, autoCreateDatabaseUser } = source;
  if (type !== "REDSHIFT" || roleArn === undefined || databaseUser !== undefined) return [];
  const isServerless = typeof host === "string" && /\.redshift-serverless\.[^/]+$/.test(host);
  const isNeeded = databaseGroups !== undefined || autoCreateDatabaseUser === true;
  if (isServerless && !isNeeded) return [];
  const message = `${title} is signed in to with a role; say whom it becomes in the database`;
  return [{ field: "databaseUser", message }];
}

function checkSecret(
  source: DatabaseAddress,
  title: string,
  keys: readonly string[] | undefined,
): Wrong[] {
  const way = signInOf(source);
  if (keys === undefined) {
    if (source.secret === undefined) return [];
    const message = `leave it out: ${title} is signed in to with ${way.title}, which takes no secret`;
    return [{ field: "secret", message }];
  }
  if (source.secret !== undefined) return [];
  const message = `${title} is signed in to with ${way.title}; give the name or the ARN of a secret that has ${list(keys)}`;
  return [{ field: "secret", message }];
}

function list(fields: readonly string[]): string {
  return fields.length < 2
    ? fields.join("")
    : `${fields.slice(0, -1).join(", ")} and ${fields.at(-1) ?? ""}`;
}
