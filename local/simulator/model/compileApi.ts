import { buildRouter } from "./buildRouter.ts";
import type { Router } from "./buildRouter.ts";
import { operationCompiler } from "./compileOperation.ts";
import type { Operation } from "./compileOperation.ts";
import { loadModel } from "./loadModel.ts";

/** The whole QuickSight API: every operation, how to find it, and the status of every error. */
export interface Api {
  readonly operations: ReadonlyMap<string, Operation>;
  readonly route: Router<Operation>;
  readonly errorStatus: ReadonlyMap<string, number>;
}

const compiled = new Map<string | undefined, Api>();

/** Loads and compiles the API model, once per process and path. */
export function compileApi(modelPath?: string): Api {
  const known = compiled.get(modelPath);
  if (known !== undefined) {
    return known;
  }
  const model = loadModel(modelPath);
  const compile = operationCompiler(model);
  const routes = Object.values(model.operations).map((operation) => ({
    method: operation.http.method,
    template: operation.http.requestUri,
    target: compile(operation),
  }));
  const errors = Object.entries(model.shapes).filter(([, shape]) => shape.exception === true);
  const api: Api = {
    operations: new Map(routes.map(({ target }) => [target.name, target])),
    route: buildRouter(routes),
    errorStatus: new Map(errors.map(([name, { error }]) => [name, error?.httpStatusCode ?? 500])),
  };
  compiled.set(modelPath, api);
  return api;
}
