import { compileReader, missing, pathOf } from "./compileReader.ts";
import type { Reader, ReaderCompiler } from "./compileReader.ts";
import { describeProblem } from "./problem.ts";
import type { Problem } from "./problem.ts";
import type { OperationModel, ServiceModel, Shape, ShapeRef } from "./serviceModel.ts";

/** The three places of an HTTP request in which the members of an input travel. */
export interface WireInput {
  readonly labels: readonly string[];
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
}

/** One operation of the API, ready to read requests and to check answers. */
export interface Operation {
  readonly name: string;
  /** The HTTP status of success. */
  readonly successStatus: number;
  /** Whether `Status` is a field of the answer's body rather than the HTTP status alone. */
  readonly statusInBody: boolean;
  /** Whether the answer's shape has a `RequestId`. */
  readonly requestIdInBody: boolean;
  /** The typed input, with everything that is wrong in it added to `problems`. */
  readInput(wire: WireInput, problems: Problem[]): Record<string, unknown>;
  /** What in this parsed answer contradicts the model. */
  checkOutput(body: unknown): string[];
}

type MemberSource = (wire: WireInput, problems: Problem[]) => unknown;

/** Returns the function that compiles the operations of a model. */
export function operationCompiler(model: ServiceModel): (operation: OperationModel) => Operation {
  const inputs = compileReader(model, "input");
  const outputs = compileReader(withFileSources(model), "output");
  return (operation) => {
    const members = inputMembers(model, operation, inputs);
    const output = structureOf(model, operation.output);
    const inBody = (name: string): boolean => {
      const member = output.members?.[name];
      return member !== undefined && member.location === undefined;
    };
    return {
      name: operation.name,
      successStatus: operation.http.responseCode ?? 200,
      statusInBody:
        inBody("Status") &&
        model.shapes[output.members?.["Status"]?.shape ?? ""]?.type === "integer",
      requestIdInBody: inBody("RequestId"),
      readInput: (wire, problems) => readMembers(members, wire, problems),
      checkOutput: (body) => {
        const problems: Problem[] = [];
        // One that travels as the HTTP status is there in any case.
        const status = output.members?.["Status"]?.location === "statusCode" ? { Status: 200 } : {};
        outputs.readerOf(operation.output)({ ...status, ...(body as object) }, "", problems);
        return problems.map(describeProblem);
      },
    };
  };
}

/** Sources that were uploaded in the console say that they are FILE, which the model's types lack. */
function withFileSources(model: ServiceModel): ServiceModel {
  const { DataSourceType: types } = model.shapes;
  if (types?.enum === undefined) return model;
  const enlarged = { ...types, enum: [...types.enum, "FILE"] };
  return { ...model, shapes: { ...model.shapes, DataSourceType: enlarged } };
}

interface InputMember {
  readonly name: string;
  readonly required: boolean;
  readonly take: MemberSource;
  readonly read: Reader;
}

function readMembers(
  members: readonly InputMember[],
  wire: WireInput,
  problems: Problem[],
): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const { name, required, take, read } of members) {
    const value = take(wire, problems);
    if (value !== undefined && value !== null) {
      input[name] = read(value, pathOf("", name), problems);
    } else if (required) {
      problems.push(missing(pathOf("", name)));
    }
  }
  return input;
}

function inputMembers(
  model: ServiceModel,
  operation: OperationModel,
  compiler: ReaderCompiler,
): InputMember[] {
  const shape = structureOf(model, operation.input);
  const labelNames = [...operation.http.requestUri.matchAll(/\{([^}]+)\}/g)].map(
    ([, name]) => name,
  );
  return Object.entries(shape.members ?? {}).map(([name, reference]) => ({
    name,
    required: shape.required?.includes(name) ?? false,
    take: sourceOf(model, name, reference, labelNames),
    read: compiler.readerOf(reference),
  }));
}

function sourceOf(
  model: ServiceModel,
  name: string,
  reference: ShapeRef,
  labelNames: readonly (string | undefined)[],
): MemberSource {
  const wireName = reference.locationName ?? name;
  switch (reference.location) {
    case undefined:
      return ({ body }) => body[wireName];
    case "uri": {
      const position = labelNames.indexOf(wireName);
      const { type } = structureOf(model, reference);
      return ({ labels }) => {
        const text = labels[position];
        return text === undefined ? undefined : fromText(text, type);
      };
    }
    case "querystring":
      return querySource(model, reference, wireName);
    default:
      throw new Error(
        `QuickSight API model: ${name} is in a place that the simulator does not read (${reference.location})`,
      );
  }
}

function querySource(model: ServiceModel, reference: ShapeRef, wireName: string): MemberSource {
  const shape = structureOf(model, reference);
  if (shape.type === "list") {
    return ({ query }) => (query.has(wireName) ? query.getAll(wireName) : undefined);
  }
  return ({ query }) => {
    const text = query.get(wireName);
    return text === null ? undefined : fromText(text, shape.type);
  };
}

// Text that is no value of its type goes on as it is; the reader then reports its type.
function fromText(text: string, type: Shape["type"]): unknown {
  switch (type) {
    case "integer":
    case "long":
    case "double":
      return text.trim() === "" || Number.isNaN(Number(text)) ? text : Number(text);
    case "boolean":
      return text === "true" ? true : text === "false" ? false : text;
    case "timestamp":
      return Number.isNaN(Date.parse(text)) ? text : Date.parse(text) / 1000;
    default:
      return text;
  }
}

function structureOf(model: ServiceModel, reference: ShapeRef): Shape {
  const shape = model.shapes[reference.shape];
  if (shape === undefined) {
    throw new Error(`QuickSight API model: shape ${reference.shape} is missing`);
  }
  return shape;
}
