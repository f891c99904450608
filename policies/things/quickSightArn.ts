/** What an ARN of QuickSight's people names. */
export interface QuickSightArn {
  readonly kind: "group" | "namespace" | "user";
  readonly namespace: string;
  /** Of the group or user; empty for a namespace. */
  readonly name: string;
}

const pattern = /^arn:[^:]*:quicksight:[^:]*:\d{12}:(group|namespace|user)\/([^/]+)(?:\/(.+))?$/;

/** Reads `arn:aws:quicksight:us-east-1:111122223333:group/default/quicksight-fed-usa`; `undefined` when it is no such ARN. */
export function quickSightArnOf(text: string): QuickSightArn | undefined {
  const [, kind, namespace = "", name = ""] = pattern.exec(text) ?? [];
  const isNamed = name !== "";
  if (kind === "namespace") return isNamed ? undefined : { kind, namespace, name };
  return isNamed && (kind === "group" || kind === "user") ? { kind, namespace, name } : undefined;
}
