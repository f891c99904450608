import { arrivalPattern, type GovernanceEvent, membershipFolder } from "./governanceEvent.ts";

/** Which tenants an event is about, and why. */
export interface Trigger {
  /** Sorted; none where the event is about no tenant that has a stack. */
  readonly namespaces: readonly string[];
  /** For the log: `upload of membership/sales.csv`. */
  readonly why: string;
}

/**
 * Which of the deployed tenants an event is about. An upload is about the tenant of the file, an arrival about `default`, where QuickSight puts
 * whoever registers themselves, and a change by hand about the namespaces that its parameters name, also in the ARNs of groups and users. What
 * names none is found by the next hour.
 *
 * @param deployed namespaces with a tenant stack
 */
export function triggeredBy(event: GovernanceEvent, deployed: readonly string[]): Trigger {
  const { found, why } = readEvent(event);
  return { namespaces: deployed.filter((namespace) => found.has(namespace)).toSorted(), why };
}

function readEvent(event: GovernanceEvent): { found: ReadonlySet<string>; why: string } {
  const { detail } = event;
  if (event.source === "aws.s3") {
    const key = textAt(detail, "object", "key");
    const namespace = key.startsWith(membershipFolder) && /\/([^/]+)\.csv$/.exec(key)?.[1];
    return { found: new Set(namespace ? [namespace] : []), why: `upload of ${key}` };
  }
  const name = textAt(detail, "eventName");
  if (event["detail-type"] === arrivalPattern["detail-type"][0]) {
    return { found: new Set(["default"]), why: `${name}: somebody registered themselves` };
  }
  const who = textAt(detail, "userIdentity", "arn");
  return { found: namespacesIn(detail["requestParameters"]), why: `${name} by ${who}` };
}

/** `namespace` wherever it stands, and the namespaces of ARNs of groups, users and namespaces. */
function namespacesIn(value: unknown): ReadonlySet<string> {
  if (typeof value === "string") {
    const [, namespace] = ofNamespace.exec(value) ?? [];
    return new Set(namespace === undefined ? [] : [namespace]);
  }
  if (typeof value !== "object" || value === null) return new Set();
  const inside = Object.entries(value).flatMap(([key, inner]) =>
    key === "namespace" && typeof inner === "string" ? [inner] : [...namespacesIn(inner)],
  );
  return new Set(inside);
}

const ofNamespace = /^arn:[^:]+:quicksight:[^:]*:\d{12}:(?:group|user|namespace)\/([^/]+)/;

function textAt(value: unknown, ...path: readonly string[]): string {
  const found = path.reduce<unknown>(
    (inner, key) =>
      typeof inner === "object" && inner !== null
        ? (inner as Readonly<Record<string, unknown>>)[key]
        : undefined,
    value,
  );
  return typeof found === "string" ? found : "";
}
