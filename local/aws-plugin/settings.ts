import type { Bag } from "./resource.ts";

/** The settings of one provider resource, explicit or default. */
export interface ProviderSettings {
  region: string;
  credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  /** Endpoint by service, lower case; services not listed follow the SDK's environment. */
  endpoints: Record<string, string>;
  defaultTags: Record<string, string>;
  /** Accounts that this provider may work in; empty: any. */
  allowedAccountIds: string[];
}

const served = new Set([
  ...["region", "accessKey", "secretKey", "token", "endpoints", "defaultTags", "allowedAccountIds"],
  ...["version", "pluginDownloadURL", "profile", "s3UsePathStyle"],
]);

/**
 * Reads the settings of a provider as the engine sends them: values that are not text arrive as JSON text.
 * Settings that would change what happens and are not served here are refused; `skip…` settings only skip checks.
 */
export function readSettings(settings: Bag): ProviderSettings {
  const values = Object.fromEntries(
    Object.entries(settings).map(([key, value]) => [key, parsed(value)]),
  );
  const refused = Object.keys(values).filter((key) => !served.has(key) && !key.startsWith("skip"));
  if (refused.length > 0) {
    throw new Error(
      `the local aws plugin does not serve the provider setting ${refused.sort().join(", ")}; add it in local/aws-plugin/settings.ts`,
    );
  }
  const credentials = readCredentials(values);
  return {
    region: text(values.region) ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION ?? "",
    ...(credentials ? { credentials } : {}),
    endpoints: Object.assign({}, ...list(values.endpoints)) as Record<string, string>,
    defaultTags: (record(values.defaultTags).tags ?? {}) as Record<string, string>,
    allowedAccountIds: list(values.allowedAccountIds) as string[],
  };
}

function readCredentials(values: Bag): ProviderSettings["credentials"] {
  const [accessKeyId, secretAccessKey] = [text(values.accessKey), text(values.secretKey)];
  if (accessKeyId === undefined || secretAccessKey === undefined) return undefined;
  const sessionToken = text(values.token);
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
}

function parsed(value: unknown): unknown {
  if (typeof value !== "string" || !/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function record(value: unknown): Bag {
  return typeof value === "object" && value !== null ? (value as Bag) : {};
}
