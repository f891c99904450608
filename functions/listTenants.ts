import { tenantsKey } from "@quicksight-governance/core/hourly";
import { bucketReports } from "@quicksight-governance/core/reports";
import {
  listPublished,
  readPublishedAccount,
  showText,
} from "@quicksight-governance/core/settings";
import { placeOf } from "./openTenant.ts";
import { RequestMistakes } from "./failures.ts";

/** What an execution was started with; whatever else is in it is left alone. */
export interface ListRequest {
  /** The name of the execution. */
  readonly run: string;
  readonly input: {
    /** The namespaces to govern; absent: all that have a tenant stack. */
    readonly namespaces?: readonly string[];
    /** Hashes of refused plans that a person approved. */
    readonly approve?: readonly string[];
  } | null;
}

/** A tenant of the list that {@link handler} writes. */
export interface ListedTenant {
  readonly namespace: string;
  readonly approve: readonly string[];
}

/**
 * Writes the list of the tenants that an execution goes over into the governance bucket: as many as there are, where the state of an execution
 * holds a few thousand.
 *
 * @throws {RequestMistakes} where the input names a namespace that has no deployed tenant stack
 */
export async function handler({
  run,
  input,
}: ListRequest): Promise<{ readonly key: string; readonly count: number }> {
  const { region, prefix } = placeOf(process.env);
  const { bucket } = await readPublishedAccount({ region }, prefix);
  const published = await listPublished({ region }, prefix);
  const { namespaces = published, approve = [] } = input ?? {};
  const unknown = namespaces.filter((namespace) => !published.includes(namespace));
  if (unknown.length > 0) {
    throw new RequestMistakes(
      `namespaces: ${unknown.map((name) => showText(name)).join(", ")}: no tenant stack is deployed; name some of ${published.join(", ")}, or leave namespaces out`,
    );
  }
  const tenants: ListedTenant[] = [...new Set(namespaces)].map((namespace) => ({
    namespace,
    approve,
  }));
  const key = tenantsKey(run);
  const store = bucketReports({ bucket, region });
  try {
    await store.write(key, [JSON.stringify(tenants)], { contentType: "application/json" });
  } finally {
    store.close();
  }
  return { key, count: tenants.length };
}
