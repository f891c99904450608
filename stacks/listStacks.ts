import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** A stack of the repository, as its settings file tells of it. */
export interface ListedStack {
  readonly stack: string;
  readonly kind: "account" | "tenant";
  /** The part of the name before the first `-`, such as `dev`: which policies and which role it has. */
  readonly environment: string;
  /** The environment as names of variables have it: `DEV`. */
  readonly variable: string;
}

/**
 * The stacks of a folder, accounts before the tenants that read them: so that CI finds them, and a new one is judged without anybody adding
 * it to a list.
 *
 * @throws Error that names each settings file that tells no kind, and each environment that has no configuration of policies
 */
export function listStacks(folder: string): readonly ListedStack[] {
  const wrong: string[] = [];
  const stacks = readdirSync(folder)
    .toSorted()
    .flatMap((file): ListedStack[] => {
      const stack = /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1];
      if (stack === undefined) return [];
      const kind = kindOf(readFileSync(join(folder, file), "utf8"));
      const environment = stack.split("-")[0] ?? stack;
      const policies = `policies/${environment}.json`;
      if (!existsSync(join(folder, policies))) wrong.push(`${file}: there is no ${policies}`);
      if (kind === undefined) {
        wrong.push(`${file}: quicksight-governance:kind must be account or tenant`);
        return [];
      }
      const variable = environment.toUpperCase().replaceAll(/[^A-Z0-9]/g, "_");
      return [{ stack, kind, environment, variable }];
    });
  if (wrong.length > 0) throw new Error(wrong.join("\n"));
  return stacks.toSorted(
    (one, other) => one.kind.localeCompare(other.kind) || one.stack.localeCompare(other.stack),
  );
}

/** An environment with its stacks, in the order in which they are brought up. */
export interface ListedEnvironment {
  readonly environment: string;
  readonly variable: string;
  readonly accounts: readonly string[];
  readonly tenants: readonly string[];
}

/** Stacks by environment: the tenants of one do not wait for the accounts of another. */
export function groupByEnvironment(stacks: readonly ListedStack[]): readonly ListedEnvironment[] {
  return [...Map.groupBy(stacks, ({ variable }) => variable).values()].map((group) => {
    const { environment = "", variable = "" } = group[0] ?? {};
    const of = (kind: ListedStack["kind"]) =>
      group.filter((one) => one.kind === kind).map(({ stack }) => stack);
    return { environment, variable, accounts: of("account"), tenants: of("tenant") };
  });
}

function kindOf(text: string): ListedStack["kind"] | undefined {
  const settings = parse(text) as { config?: Record<string, unknown> } | null;
  const kind = settings?.config?.["quicksight-governance:kind"];
  return kind === "account" || kind === "tenant" ? kind : undefined;
}

if (import.meta.main) {
  const stacks = listStacks(".");
  const listed = process.argv[2] === "--by-environment" ? groupByEnvironment(stacks) : stacks;
  console.log(JSON.stringify(listed));
}
