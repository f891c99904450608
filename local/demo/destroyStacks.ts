import { approvalVariable } from "@quicksight-governance/core/reconcile";
import type { PulumiWorkspace } from "../engine/pulumi.ts";
import { stacks } from "./stackFiles.ts";

/** What a destroyed stack said: how often the guard asked, and what stays on purpose. */
export interface Destroyed {
  readonly stack: string;
  readonly refusals: number;
  /** The resources that stay in AWS, by type and name. */
  readonly retained: readonly string[];
}

/**
 * Destroys the tenants, then the account. The guard refuses to remove everybody: what it asks for is approved here, as a
 * person would who has read it.
 */
export async function destroyStacks(workspace: PulumiWorkspace): Promise<Destroyed[]> {
  const destroyed: Destroyed[] = [];
  for (const stack of [...stacks].reverse()) destroyed.push(await destroy(workspace, stack));
  return destroyed;
}

async function destroy(workspace: PulumiWorkspace, stack: string): Promise<Destroyed> {
  const approvals = new Set<string>();
  for (let refusals = 0; ; refusals++) {
    const { code, stdout, stderr } = await workspace.run(
      ["destroy", "--yes", "--skip-preview", "--exclude-protected", "--stack", stack],
      { allowFailure: true, environment: { [approvalVariable]: [...approvals].join(",") } },
    );
    const output = stdout + stderr;
    if (code === 0) {
      const retained = [...retainedOf(output), ...(await protectedIn(workspace, stack))];
      return { stack, refusals, retained };
    }
    const asked = [...output.matchAll(new RegExp(`${approvalVariable}=(\\w+)`, "g"))];
    const before = approvals.size;
    for (const [, hash = ""] of asked) approvals.add(hash);
    if (approvals.size === before) throw new Error(`destroying ${stack} failed:\n${output}`);
  }
}

function retainedOf(output: string): string[] {
  const names = output.matchAll(/-\s+(\S+) (\S+) deleted \([^)]*\)\[retain\]/g);
  return [...names].map(([, type = "", name = ""]) => `${type} ${name}`).sort();
}

/** What is left in the state: protected, or needed by what is. */
async function protectedIn(workspace: PulumiWorkspace, stack: string): Promise<string[]> {
  const { stdout } = await workspace.run(["stack", "export", "--stack", stack]);
  const { deployment } = JSON.parse(stdout) as {
    deployment: { resources?: { urn: string; type: string; id?: string; protect?: boolean }[] };
  };
  return (deployment.resources ?? [])
    .filter(({ type, id }) => id !== undefined && !type.startsWith("pulumi:"))
    .map(({ urn, type, protect }) => {
      const [module = "", name = type] = type.split("/");
      const kind = `${module}:${name.split(":")[1] ?? name}`;
      const why = protect === true ? "protected" : "used by what is protected";
      return `${kind} ${urn.split("::").at(-1) ?? ""} (${why})`;
    });
}
