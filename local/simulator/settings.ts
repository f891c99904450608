import { z } from "zod";

const region = z.string().regex(/^[a-z]{2,}(-[a-z]+)+-\d$/, "is not an AWS Region");
const milliseconds = z.number().min(0).max(3_600_000);

const schema = z.strictObject({
  /** The TCP port on 127.0.0.1; 0 takes a free one. @default 0 */
  port: z.int().min(0).max(65_535).default(0),
  /** The data Region: the one that callers are expected to use for assets. @default "eu-west-1" */
  region: region.default("eu-west-1"),
  /** The only Region that answers identity calls. @default the value of `region` */
  identityRegion: region.optional(),
  /** The only account that the simulator knows. @default "111122223333" */
  accountId: z
    .string()
    .regex(/^\d{12}$/, "is not an AWS account id (12 digits)")
    .default("111122223333"),
  /** Requests a second for the whole account; more are throttled. @default no limit */
  rate: z.number().positive().optional(),
  /** How long every call takes at least, in milliseconds. @default 0 */
  latencyMs: milliseconds.default(0),
  /** URL of the emulator of the other AWS services, for handlers that look at secrets and keys. */
  upstream: z.url().optional(),
  /** PEM text of the certificate authority that signed the certificate of `upstream`, if a private one did. */
  upstreamCa: z.string().optional(),
  /** Notes the rights that callers are asked for, with `upstream`. @default false */
  noteRights: z.boolean().default(false),
  /** The edition of the QuickSight subscription. @default "ENTERPRISE" */
  edition: z.enum(["STANDARD", "ENTERPRISE", "ENTERPRISE_AND_Q"]).default("ENTERPRISE"),
  /** Whether the account starts with a QuickSight subscription. @default true */
  subscribed: z.boolean().default(true),
  /** Whether the account has capacity pricing, without which nobody anonymous opens a dashboard. @default false */
  capacityPricing: z.boolean().default(false),
  /** How people sign in to the account, as DescribeAccountSubscription says it. @default "IAM_AND_QUICKSIGHT" */
  authentication: z
    .enum(["IAM_AND_QUICKSIGHT", "IAM_ONLY", "IAM_IDENTITY_CENTER", "ACTIVE_DIRECTORY"])
    .default("IAM_AND_QUICKSIGHT"),
  /** How long a namespace takes to be created or deleted. AWS takes 20 to 120 s. @default 1000 */
  namespaceDelayMs: milliseconds.default(1000),
  /** What becomes of a namespace that is created. @default "CREATED" */
  namespaceOutcome: z
    .enum(["CREATED", "RETRYABLE_FAILURE", "NON_RETRYABLE_FAILURE"])
    .default("CREATED"),
  /** For how long after RegisterUser the groups do not know the user yet. @default 0 */
  membershipDelayMs: milliseconds.default(0),
  /** For how long searches of assets do not know of a change; AWS calls them eventually consistent. @default 0 */
  searchDelayMs: milliseconds.default(0),
  /** For how long DescribeKeyRegistration does not know of a change; that it may lag is documented nowhere. @default 0 */
  keyDelayMs: milliseconds.default(0),
  /** How long data sources, dashboards, analyses and VPC connections take. @default 1000 */
  assetDelayMs: milliseconds.default(1000),
  /** How long a load into SPICE takes: a third of it waiting, a third queued, a third running. @default 1000 */
  ingestionDelayMs: milliseconds.default(1000),
  /** How long a snapshot of a dashboard takes. @default 0 */
  snapshotDelayMs: milliseconds.default(0),
  /** What becomes of a load into SPICE whose data sources are in order. @default "COMPLETED" */
  ingestionOutcome: z.enum(["COMPLETED", "FAILED"]).default("COMPLETED"),
  /** Loads by hand are refused while so many are under way in the Region; that AWS does so is documented nowhere. @default no limit */
  parallelIngestions: z.int().positive().optional(),
  /**
   * Whether what is kept of a data source on a secret is encrypted with the default key, as a user name and password are; not known of
   * AWS. @default false
   */
  keyForSecrets: z.boolean().default(false),
  /** For how long data can be read after access to its key was revoked; up to 15 minutes at AWS. @default 0 */
  revokeDelayMs: milliseconds.default(0),
  /** Whether the last event about the grants of something is that its former one is retired, where its key changes. @default false */
  retireGrantsLast: z.boolean().default(false),
  /** Checks every answer against the API model; a violation answers 500. @default false */
  validateOutputs: z.boolean().default(false),
  /** Seed of the faults that come by chance. @default 1 */
  seed: z.int().default(1),
  /** Path of botocore's `service-2.json.gz` for QuickSight. @default the Python environment's */
  modelPath: z.string().optional(),
});

/** What a simulator may be started with; every field has a default. */
export type SimulatorOptions = z.input<typeof schema>;

/** The options with their defaults filled in. */
export type Settings = Readonly<z.output<typeof schema> & { identityRegion: string }>;

/**
 * Checks options that may come from anywhere and fills in the defaults.
 *
 * @throws Error whose message names every wrong option, one per line.
 */
export function readSettings(options: unknown): Settings {
  const result = schema.safeParse(options);
  if (!result.success) {
    const lines = result.error.issues.map((issue) => {
      const name = issue.path.join(".");
      return name === "" ? issue.message : `${name}: ${issue.message}`;
    });
    throw new Error(lines.join("\n"));
  }
  return { ...result.data, identityRegion: result.data.identityRegion ?? result.data.region };
}
