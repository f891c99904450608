import * as pulumi from "@pulumi/pulumi";

/** A resource as the program declared it. */
export interface DeclaredResource {
  /** The whole URN: with the types of its parents. */
  readonly urn: string;
  readonly inputs: Record<string, unknown>;
}

/** What a mocked program declared, and what it exported. */
export interface DeclaredStack<Outputs> {
  readonly resources: readonly DeclaredResource[];
  /** What each resource waits for, by the types and names at the ends of URNs, such as `aws:s3/bucket:Bucket::governance`. */
  readonly dependencies: ReadonlyMap<string, readonly string[]>;
  readonly outputs: Outputs;
}

/** What the engine would be told of a resource. */
interface Registration {
  getType(): string;
  getName(): string;
  getDependenciesList(): string[];
}

/** The mock monitor's own record, which knows the URNs, and what it is told. */
interface Registrations {
  getRegisteredResources(): Map<string, { urn: string; id: string | null; state: object }>;
  registerResource(request: Registration, callback: unknown): Promise<void>;
}

const endOf = (urn: string) => {
  const [type = "", name = ""] = urn.split("::").slice(-2);
  return `${type.split("$").at(-1) ?? type}::${name}`;
};

/**
 * Runs a stack's program under Pulumi mocks and collects every resource it declares, components too, sorted by URN. A mocked
 * resource gets its `arn` from its type and name, and its inputs as outputs.
 *
 * @param outputsOf what a resource of a type says beyond that: a remote component has no outputs otherwise
 */
export async function collectResources<Outputs>(
  program: () => Outputs,
  outputsOf: (type: string) => Record<string, unknown> = () => ({}),
): Promise<DeclaredStack<pulumi.Unwrap<Outputs>>> {
  const inputsByName = new Map<string, Record<string, unknown>>();
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => {
        const { __provider: _, ...own } = inputs as Record<string, unknown>;
        inputsByName.set(`${type}::${name}`, own);
        const state = { ...own, arn: `arn:mock:${type}/${name}`, ...outputsOf(type) };
        return { id: `${name}-id`, state };
      },
      call: ({ inputs }) => inputs as Record<string, unknown>,
    },
    "quicksight-governance",
    "test",
  );
  const monitor = pulumi.runtime.getMonitor() as unknown as Registrations;
  const dependencies = new Map<string, readonly string[]>();
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, callback) => {
    const waitsFor = request.getDependenciesList().map(endOf);
    dependencies.set(`${request.getType()}::${request.getName()}`, waitsFor);
    return register(request, callback);
  };
  const outputs = await new Promise<pulumi.Unwrap<Outputs>>((resolve) => {
    pulumi.output(program()).apply(resolve);
  });
  await pulumi.runtime.disconnect();
  const resources = [...monitor.getRegisteredResources().values()].flatMap(({ urn }) => {
    const inputs = inputsByName.get(endOf(urn));
    return inputs === undefined ? [] : [{ urn, inputs }];
  });
  return { resources: resources.sort((a, b) => (a.urn < b.urn ? -1 : 1)), dependencies, outputs };
}
