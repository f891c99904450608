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
  readonly outputs: Outputs;
}

/** The mock monitor's own record, which knows the URNs. */
interface Registrations {
  getRegisteredResources(): Map<string, { urn: string; id: string | null; state: object }>;
}

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
  const outputs = await new Promise<pulumi.Unwrap<Outputs>>((resolve) => {
    pulumi.output(program()).apply(resolve);
  });
  await pulumi.runtime.disconnect();
  const monitor = pulumi.runtime.getMonitor() as unknown as Registrations;
  const resources = [...monitor.getRegisteredResources().values()].flatMap(({ urn }) => {
    const [type = "", name = ""] = urn.split("::").slice(-2);
    const inputs = inputsByName.get(`${type.split("$").at(-1) ?? type}::${name}`);
    return inputs === undefined ? [] : [{ urn, inputs }];
  });
  return { resources: resources.sort((a, b) => (a.urn < b.urn ? -1 : 1)), outputs };
}
