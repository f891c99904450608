import * as pulumi from "@pulumi/pulumi";

/**
 * Has the resources that are declared from now on taken into the state under the ids that they have in AWS, and not made.
 *
 * An import takes a resource as it is or fails; so what differs from the settings is left for this run, and the next one, whose
 * state has it, puts it right.
 *
 * @param ids by the ends of URNs: type and name
 */
export function takeUp(ids: ReadonlyMap<string, string>): void {
  pulumi.runtime.registerStackTransformation(({ type, name, props, opts }) => {
    const id = ids.get(`${type}::${name}`);
    if (id === undefined) return undefined;
    return { props, opts: { ...opts, import: id, ignoreChanges: ["*"] } };
  });
}
