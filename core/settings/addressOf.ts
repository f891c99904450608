import { type SignIn, signIns } from "./signIns.ts";
import { type SourceField, sourceFields } from "./sourceFields.ts";
import {
  beyondNative,
  type DatabaseType,
  type SourceAddress,
  sourceKindOf,
} from "./sourceKinds.ts";

/** What settings say of a database: where it is, and with what it is signed in to. */
export interface DatabaseAddress extends Partial<Record<SourceField, SourceValue | undefined>> {
  readonly type: DatabaseType;
  readonly secret?: string | undefined;
  readonly ssl?: boolean | undefined;
  readonly vpcConnection?: string | undefined;
}

/** What a field may be. */
export type SourceValue = string | number | boolean | readonly string[];

/** The address of its type that the most of what is given belongs to. */
export function addressOf(source: DatabaseAddress): SourceAddress {
  const { addresses } = sourceKindOf(source.type);
  const given = givenFields(source);
  const fit = (address: SourceAddress) => {
    const fields = allFields(address);
    const right = given.filter((field) => fields.includes(field)).length;
    return 2 * right - address.fields.length;
  };
  return addresses.reduce((best, one) => (fit(one) > fit(best) ? one : best));
}

/** How it is signed in to: as `authenticationType` says, else as what is given of one way alone, else the usual way of its type. */
export function signInOf(source: DatabaseAddress): SignIn {
  const ways = waysOf(source.type);
  const { authenticationType } = source;
  const found =
    authenticationType === undefined
      ? ways.find(({ fields = [], authenticationType: value }) => {
          return value === undefined && fields.some((field) => source[field] !== undefined);
        })
      : ways.find((one) => one.authenticationType === authenticationType);
  return found ?? ways[0] ?? signIns.service;
}

/** The ways to sign in that a type has. */
export function waysOf(type: DatabaseType): SignIn[] {
  return sourceKindOf(type).signIns.map((name) => signIns[name]);
}

/** True: the native resource has all that the settings say of it. */
export function isNative(source: DatabaseAddress): boolean {
  const beyond = givenFields(source).some((field) => beyondNative.has(field));
  return addressOf(source).native !== undefined && signInOf(source).native === true && !beyond;
}

/** The fields that an address, or a way to sign in, may have. */
export function allFields({
  fields = [],
  optional = [],
}: Partial<Pick<SourceAddress, "fields" | "optional">>): readonly SourceField[] {
  return [...fields, ...optional];
}

/** The fields that settings give. */
export function givenFields(source: DatabaseAddress): SourceField[] {
  return (Object.keys(sourceFields) as SourceField[]).filter(
    (field) => source[field] !== undefined,
  );
}
