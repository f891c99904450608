import type { CsvColumns } from "../csv/csvChunks.ts";
import type { Snapshot } from "../explain/index.ts";

/** A namespace that came, went, or was there when the account was read first. */
export interface NamespaceRow {
  /** When the account was read; ISO 8601, UTC. */
  readonly at: string;
  readonly namespace: string;
  readonly status: "there" | "created" | "deleted";
}

/** The columns of namespaces.csv, and what stands in them. */
export const namespaceColumns: CsvColumns<NamespaceRow> = {
  at: ({ at }) => at,
  namespace: ({ namespace }) => namespace,
  status: ({ status }) => status,
};

/**
 * What became of namespaces between two readings.
 *
 * @param before absent: the account was not read before
 */
export function namespaceRows(before: Snapshot | undefined, now: Snapshot): NamespaceRow[] {
  const { at } = now;
  const here = Object.keys(now.namespaces);
  if (before === undefined) return here.map((namespace) => ({ at, namespace, status: "there" }));
  const has = ({ namespaces }: Snapshot, name: string) => Object.hasOwn(namespaces, name);
  return [
    ...here.flatMap((namespace): NamespaceRow[] =>
      has(before, namespace) ? [] : [{ at, namespace, status: "created" }],
    ),
    ...Object.keys(before.namespaces).flatMap((namespace): NamespaceRow[] =>
      has(now, namespace) ? [] : [{ at, namespace, status: "deleted" }],
    ),
  ];
}
