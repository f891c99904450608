import type { SourceField } from "./sourceFields.ts";

/** How QuickSight gets into a database. */
export interface SignIn {
  /** In messages: what it is signed in to with. */
  readonly title: string;
  /** What the secret must have, as texts; absent: there is no secret. */
  readonly secret?: readonly [string, ...string[]];
  /** The value of `authenticationType`, where a type knows several. */
  readonly authenticationType?: "PASSWORD" | "KEYPAIR" | "TOKEN" | "X509";
  readonly fields?: readonly SourceField[];
  readonly optional?: readonly SourceField[];
  /** The member of the API's parameters that holds these fields. */
  readonly within?: "IAMParameters" | "OAuthParameters";
  /** True: the native resource has it. */
  readonly native?: true;
}

const oAuth = {
  fields: ["tokenProviderUrl"],
  optional: [
    ...["oAuthScope", "identityProviderResourceUri"],
    "identityProviderCACertificatesBundleS3Uri",
  ] as SourceField[],
  within: "OAuthParameters",
} as const;

/**
 * The ways there are. What a secret must have is from the user guide: "What's in the secret" (a password), "Creating a data source connection to
 * Snowflake with OAuth client credentials" (the two of OAuth). Of key pairs it says nothing: that their names are these is not
 * confirmed. The API model has Redshift's (`RedshiftIAMParameters`).
 */
export const signIns = {
  service: { title: "a role", native: true },
  password: {
    title: "username and password",
    secret: ["username", "password"],
    authenticationType: "PASSWORD",
    native: true,
  },
  keyPair: {
    title: "a key pair",
    secret: ["username", "privateKey"],
    authenticationType: "KEYPAIR",
  },
  token: {
    title: "an OAuth client and its secret",
    secret: ["username", "client_id", "client_secret"],
    authenticationType: "TOKEN",
    ...oAuth,
  },
  certificate: {
    title: "an OAuth client and its certificate",
    secret: ["username", "client_id", "client_private_key", "client_public_key"],
    authenticationType: "X509",
    ...oAuth,
  },
  iam: {
    title: "a role",
    fields: ["roleArn"],
    optional: ["databaseUser", "databaseGroups", "autoCreateDatabaseUser"],
    within: "IAMParameters",
  },
} as const satisfies Readonly<Record<string, SignIn>>;

/** One of {@link signIns}. */
export type SignInName = keyof typeof signIns;
