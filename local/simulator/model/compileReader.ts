import type { ServiceModel, Shape, ShapeRef } from "./serviceModel.ts";
import { toRegExp } from "./toRegExp.ts";

/**
 * Checks one JSON value against its shape and returns it as handlers get it: without nulls and unknown
 * members, timestamps as Date, blobs as bytes. What is wrong is added to `problems`.
 */
export type Reader = (value: unknown, path: string, problems: string[]) => unknown;

/** Makes readers for shapes, each compiled once. */
export interface ReaderCompiler {
  readerOf(reference: ShapeRef): Reader;
}

/**
 * What is read: requests, of which AWS ignores the members it does not know, or our own answers, where
 * such a member is a mistake.
 */
type Direction = "input" | "output";

/** Unions that a handler checks, because AWS's own words are known. */
const checkedByHandler = new Set(["LogicalTableSource"]);

const documentedUnion = /only one of the attributes can be (defined|non-null)/;

/** Begins with no shape compiled. */
export function compileReader(model: ServiceModel, direction: Direction): ReaderCompiler {
  const readers = new Map<string, Reader>();
  const compiler: ReaderCompiler = { readerOf };
  return compiler;

  function readerOf(reference: ShapeRef): Reader {
    const known = readers.get(reference.shape);
    if (known !== undefined) {
      return known;
    }
    const shape = model.shapes[reference.shape];
    if (shape === undefined) {
      throw new Error(`QuickSight API model: shape ${reference.shape} is missing`);
    }
    // Shapes may contain themselves: the stand-in is what the inner use gets while we compile.
    readers.set(reference.shape, (value, path, problems) => compiled(value, path, problems));
    const { documentation: _, ...undocumented } = shape;
    const checked = checkedByHandler.has(reference.shape) ? undocumented : shape;
    const compiled = compileShape(checked, compiler, direction);
    readers.set(reference.shape, compiled);
    return compiled;
  }
}

function compileShape(shape: Shape, compiler: ReaderCompiler, direction: Direction): Reader {
  switch (shape.type) {
    case "structure":
      return shape.document === true
        ? (value) => value
        : structureReader(shape, compiler, direction);
    case "list":
      return listReader(shape, compiler, direction);
    case "map":
      return mapReader(shape, compiler);
    case "string":
      return stringReader(shape);
    case "integer":
    case "long":
    case "double":
      return numberReader(shape);
    case "boolean":
      return (value, path, problems) =>
        typeof value === "boolean" ? value : wrongType(path, "a boolean", problems);
    case "timestamp":
      return (value, path, problems) =>
        typeof value === "number" && Number.isFinite(value)
          ? new Date(value * 1000)
          : wrongType(path, "a number of seconds since 1970", problems);
    case "blob":
      return (value, path, problems) =>
        typeof value === "string"
          ? Buffer.from(value, "base64")
          : wrongType(path, "a base64 string", problems);
  }
}

function structureReader(shape: Shape, compiler: ReaderCompiler, direction: Direction): Reader {
  const members = Object.entries(shape.members ?? {}).map(([name, reference]) => ({
    name,
    wireName: reference.locationName ?? name,
    read: compiler.readerOf(reference),
    required: shape.required?.includes(name) ?? false,
  }));
  const wireNames = new Set(members.map((member) => member.wireName));
  const least = shape.union === true ? 1 : 0;
  // Most unions of this API are marked as such in the documentation only.
  const most =
    shape.union === true || documentedUnion.test(shape.documentation ?? "") ? 1 : Infinity;
  return (value, path, problems) => {
    if (!isRecord(value)) {
      return wrongType(path, "an object", problems);
    }
    const result: Record<string, unknown> = {};
    let present = 0;
    for (const { name, wireName, read, required } of members) {
      const member = value[wireName];
      const memberPath = path === "" ? name : `${path}.${name}`;
      if (member !== undefined && member !== null) {
        present += 1;
        result[name] = read(member, memberPath, problems);
      } else if (required) {
        violated(memberPath, "Member must not be null", problems);
      }
    }
    if (present > most || present < least) {
      const names = members.map((member) => member.name).join(", ");
      violated(path, `${least === 1 ? "Exactly" : "Only"} one of [${names}] must be set`, problems);
    }
    if (direction === "output") {
      for (const name of Object.keys(value)) {
        if (!wireNames.has(name)) {
          violated(path, `Member ${name} is not in the API model`, problems);
        }
      }
    }
    return result;
  };
}

function listReader(shape: Shape, compiler: ReaderCompiler, direction: Direction): Reader {
  // Lists share their shape between both directions; in an answer the empty list is a fair one.
  const { min: _, ...withoutMin } = shape;
  const lengths = direction === "input" ? shape : withoutMin;
  const read = compiler.readerOf(part(shape.member));
  return (value, path, problems) => {
    if (!Array.isArray(value)) {
      return wrongType(path, "a list", problems);
    }
    checkLength(value.length, lengths, path, problems);
    return value.map((element: unknown, index) =>
      element === null
        ? violated(`${path}.${index + 1}.member`, "Member must not be null", problems)
        : read(element, `${path}.${index + 1}.member`, problems),
    );
  };
}

function mapReader(shape: Shape, compiler: ReaderCompiler): Reader {
  const readKey = compiler.readerOf(part(shape.key));
  const readValue = compiler.readerOf(part(shape.value));
  return (value, path, problems) => {
    if (!isRecord(value)) {
      return wrongType(path, "an object", problems);
    }
    const entries = Object.entries(value).filter(([, element]) => element !== null);
    checkLength(entries.length, shape, path, problems);
    return Object.fromEntries(
      entries.map(([key, element]) => {
        readKey(key, `${path}.${key}.key`, problems);
        return [key, readValue(element, `${path}.${key}`, problems)];
      }),
    );
  };
}

function stringReader(shape: Shape): Reader {
  const pattern = shape.pattern === undefined ? undefined : toRegExp(shape.pattern);
  const allowed = shape.enum === undefined ? undefined : new Set(shape.enum);
  return (value, path, problems) => {
    if (typeof value !== "string") {
      return wrongType(path, "a string", problems);
    }
    if (shape.min !== undefined || shape.max !== undefined) {
      checkLength(Array.from(value).length, shape, path, problems);
    }
    if (pattern?.test(value) === false) {
      const constraint = `Member must satisfy regular expression pattern: ${shape.pattern ?? ""}`;
      violated(path, constraint, problems);
    }
    if (allowed?.has(value) === false) {
      const values = (shape.enum ?? []).join(", ");
      violated(path, `Member must satisfy enum value set: [${values}]`, problems);
    }
    return value;
  };
}

function numberReader(shape: Shape): Reader {
  const { type, min = -Infinity, max = Infinity } = shape;
  return (value, path, problems) => {
    if (typeof value !== "number" || (type !== "double" && !Number.isInteger(value))) {
      return wrongType(path, type === "double" ? "a number" : "a whole number", problems);
    }
    if (value < min) {
      violated(path, `Member must have value greater than or equal to ${min}`, problems);
    }
    if (value > max) {
      violated(path, `Member must have value less than or equal to ${max}`, problems);
    }
    return value;
  };
}

function checkLength(length: number, shape: Shape, path: string, problems: string[]): void {
  if (shape.min !== undefined && length < shape.min) {
    violated(path, `Member must have length greater than or equal to ${shape.min}`, problems);
  }
  if (shape.max !== undefined && length > shape.max) {
    violated(path, `Member must have length less than or equal to ${shape.max}`, problems);
  }
}

function wrongType(path: string, expected: string, problems: string[]): unknown {
  return violated(path, `Member must be ${expected}`, problems);
}

// The value itself is never repeated: it may be a password.
function violated(path: string, constraint: string, problems: string[]): unknown {
  problems.push(`Value at '${path}' failed to satisfy constraint: ${constraint}`);
  return undefined;
}

function part(reference: ShapeRef | undefined): ShapeRef {
  if (reference === undefined) {
    throw new Error("QuickSight API model: a list or a map without the shape of its elements");
  }
  return reference;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
