import { constraintsOf } from "./constraintsOf.ts";
import type { Problem } from "./problem.ts";
import type { ServiceModel, Shape, ShapeRef } from "./serviceModel.ts";
import { showValue } from "./showValue.ts";

/**
 * Checks one JSON value against its shape and returns it as handlers get it: without nulls and unknown
 * members, timestamps as Date, blobs as bytes. What is wrong is added to `problems`.
 */
export type Reader = (value: unknown, path: string, problems: Problem[]) => unknown;

/** Makes readers for shapes, each compiled once. */
export interface ReaderCompiler {
  readerOf(reference: ShapeRef): Reader;
}

/**
 * What is read: requests, of which AWS ignores the members it does not know, or our own answers, where
 * such a member is a mistake.
 */
type Direction = "input" | "output";

/** A shape and what its reader is made of. */
interface Context {
  readonly model: ServiceModel;
  readonly name: string;
  readonly shape: Shape;
  readonly direction: Direction;
  readonly readerOf: (reference: ShapeRef) => Reader;
}

/** Unions that a handler checks, because AWS's own words are known. */
const checkedByHandler = new Set(["LogicalTableSource"]);

const documentedUnion = /only one of the attributes can be (defined|non-null)/;

/** Begins with no shape compiled. */
export function compileReader(model: ServiceModel, direction: Direction): ReaderCompiler {
  const readers = new Map<string, Reader>();
  const compiler: ReaderCompiler = { readerOf };
  return compiler;

  function readerOf(reference: ShapeRef): Reader {
    const name = reference.shape;
    const known = readers.get(name);
    if (known !== undefined) {
      return known;
    }
    // Shapes may contain themselves: the stand-in is what the inner use gets while we compile.
    readers.set(name, (value, path, problems) => compiled(value, path, problems));
    const compiled = compileShape({
      model,
      name,
      shape: shapeOf(model, name),
      direction,
      readerOf,
    });
    readers.set(name, compiled);
    return compiled;
  }
}

/** A member that is required and absent. */
export function missing(path: string): Problem {
  return { breaks: "model", path, constraint: "Member must not be null", shown: "null" };
}

/** The name of a member in the paths of errors: AWS's begin in lower case. */
export function pathOf(parent: string, member: string): string {
  const name = member.slice(0, 1).toLowerCase() + member.slice(1);
  return parent === "" ? name : `${parent}.${name}`;
}

function compileShape(context: Context): Reader {
  switch (context.shape.type) {
    case "structure":
      return context.shape.document === true ? (value) => value : structureReader(context);
    case "list":
      return listReader(context);
    case "map":
      return mapReader(context);
    case "string":
      return plainReader(context, "a string", (value) => typeof value === "string");
    case "integer":
    case "long":
      return plainReader(context, "a whole number", Number.isInteger);
    case "double":
      return plainReader(context, "a number", (value) => typeof value === "number");
    case "boolean":
      return plainReader(context, "a boolean", (value) => typeof value === "boolean");
    case "timestamp":
      return (value, path, problems) =>
        Number.isFinite(value)
          ? new Date(Number(value) * 1000)
          : wrongType(path, "a number of seconds since 1970", problems);
    case "blob":
      return (value, path, problems) =>
        typeof value === "string"
          ? Buffer.from(value, "base64")
          : wrongType(path, "a base64 string", problems);
  }
}

function plainReader(context: Context, type: string, fits: (value: unknown) => boolean): Reader {
  const constraints = constraintsOf(context.shape);
  return (value, path, problems) => {
    if (!fits(value)) {
      return wrongType(path, type, problems);
    }
    for (const { text, holds } of constraints) {
      if (!holds(value)) violated(context, value, path, text, problems);
    }
    return value;
  };
}

function structureReader(context: Context): Reader {
  const { shape, direction } = context;
  const members = Object.entries(shape.members ?? {}).map(([name, reference]) => ({
    name,
    wireName: reference.locationName ?? name,
    read: context.readerOf(reference),
    required: shape.required?.includes(name) ?? false,
  }));
  const wireNames = new Set(members.map((member) => member.wireName));
  const unionProblem = unionCheck(context);
  return (value, path, problems) => {
    if (!isRecord(value)) {
      return wrongType(path, "an object", problems);
    }
    const result: Record<string, unknown> = {};
    const found: Problem[] = [];
    for (const { name, wireName, read, required } of members) {
      const member = value[wireName];
      if (member !== undefined && member !== null) {
        result[name] = read(member, pathOf(path, name), found);
      } else if (required) {
        found.push(missing(pathOf(path, name)));
      }
    }
    // What is in a sensitive structure is as sensitive: the model marks the pair of credentials, not the password in it.
    problems.push(
      ...(shape.sensitive === true ? found.map((one) => ({ ...one, shown: undefined })) : found),
      ...unionProblem(Object.keys(result).length, path),
    );
    if (direction === "output") {
      for (const name of Object.keys(value)) {
        if (!wireNames.has(name)) {
          violated(context, value, path, `Member ${name} is not in the API model`, problems);
        }
      }
    }
    return result;
  };
}

/** Most unions of this API are marked as such in the documentation only, which so is a rule of the service. */
function unionCheck({ name, shape }: Context): (present: number, path: string) => Problem[] {
  const names = Object.keys(shape.members ?? {}).join(", ");
  if (shape.union === true) {
    const constraint = `Exactly one of [${names}] must be set`;
    return (present, path) => (present === 1 ? [] : [{ breaks: "model", path, constraint }]);
  }
  if (checkedByHandler.has(name) || !documentedUnion.test(shape.documentation ?? "")) {
    return () => [];
  }
  const constraint = `Only one of [${names}] must be set`;
  return (present, path) => (present < 2 ? [] : [{ breaks: "documentation", path, constraint }]);
}

function listReader(context: Context): Reader {
  const { shape, direction } = context;
  // Lists share their shape between both directions; in an answer the empty list is a fair one.
  const { min: _, ...withoutMin } = shape;
  const lengths = constraintsOf(direction === "input" ? shape : withoutMin);
  const read = partReader(context, shape.member, "Member must satisfy constraint");
  return (value, path, problems) => {
    if (!Array.isArray(value)) {
      return wrongType(path, "a list", problems);
    }
    for (const { text, holds } of lengths) {
      if (!holds(value)) violated(context, value, path, text, problems);
    }
    const readElement = read(value, path, problems);
    return value.map((element: unknown, index) => {
      const at = `${path}.${index + 1}.member`;
      if (element !== null) return readElement(element, at);
      problems.push(missing(at));
      return undefined;
    });
  };
}

function mapReader(context: Context): Reader {
  const lengths = constraintsOf(context.shape);
  const readKeys = partReader(context, context.shape.key, "Map keys must satisfy constraint");
  const readValues = partReader(context, context.shape.value, "Map value must satisfy constraint");
  return (value, path, problems) => {
    if (!isRecord(value)) {
      return wrongType(path, "an object", problems);
    }
    for (const { text, holds } of lengths) {
      if (!holds(value)) violated(context, value, path, text, problems);
    }
    const readKey = readKeys(value, path, problems);
    const readValue = readValues(value, path, problems);
    const entries = Object.entries(value).filter(([, element]) => element !== null);
    return Object.fromEntries(
      entries.map(([key, element]) => {
        const at = `${path}.${key}`;
        readKey(key, `${at}.key`);
        return [key, readValue(element, `${at}.member`)];
      }),
    );
  };
}

/**
 * Reads the parts of a list or map. What parts without members break is said once of the whole, with all that it demands of
 * each; what is in a part with members is said of that member.
 */
function partReader(
  context: Context,
  reference: ShapeRef | undefined,
  demand: string,
): (whole: unknown, path: string, problems: Problem[]) => (part: unknown, at: string) => unknown {
  if (reference === undefined) {
    throw new Error("QuickSight API model: a list or a map without the shape of its elements");
  }
  const read = context.readerOf(reference);
  const shape = shapeOf(context.model, reference.shape);
  const constraints = shape.type === "structure" ? [] : constraintsOf(shape);
  const all = `${demand}: [${constraints.map(({ text }) => text).join(", ")}]`;
  return (whole, path, problems) => {
    let isSaid = false;
    return (part, at) => {
      const found: Problem[] = [];
      const result = read(part, at, found);
      const ofPart = ({ path, constraint }: Problem): boolean =>
        path === at && constraints.some(({ text }) => text === constraint);
      problems.push(...found.filter((one) => !ofPart(one)));
      if (!isSaid && found.some(ofPart)) {
        isSaid = true;
        violated(context, whole, path, all, problems);
      }
      return result;
    };
  };
}

// Of a value of another type AWS's words are not known.
function wrongType(path: string, expected: string, problems: Problem[]): unknown {
  problems.push({ breaks: "model", path, constraint: `Member must be ${expected}` });
  return undefined;
}

function violated(
  { model, name }: Context,
  value: unknown,
  path: string,
  constraint: string,
  problems: Problem[],
): void {
  const shown = showValue(model, name, value);
  const quoted = shown === undefined ? undefined : `'${shown}'`;
  problems.push({ breaks: "model", path, constraint, shown: quoted });
}

function shapeOf(model: ServiceModel, name: string): Shape {
  const shape = model.shapes[name];
  if (shape === undefined) {
    throw new Error(`QuickSight API model: shape ${name} is missing`);
  }
  return shape;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
