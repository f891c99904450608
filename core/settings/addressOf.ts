import {
  type DatabaseType,
  type SourceAddress,
  type SourceField,
  sourceFields,
  sourceKindOf,
} from "./sourceKinds.ts";

/** What settings say of a database: where it is, and with what it is signed in to. */
export interface DatabaseAddress extends Partial<Record<SourceField, string | number | undefined>> {
  readonly type: DatabaseType;
  readonly secret?: string | undefined;
  readonly ssl?: boolean | undefined;
  readonly vpcConnection?: string | undefined;
}

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

/** The fields that an address may have. */
export function allFields({ fields, optional = [] }: SourceAddress): readonly SourceField[] {
  return [...fields, ...optional];
}

/** The fields that settings give. */
export function givenFields(source: DatabaseAddress): SourceField[] {
  return (Object.keys(sourceFields) as SourceField[]).filter(
    (field) => source[field] !== undefined,
  );
}
