/** Where the content of a secret comes from: plain data, and never the content itself. */
export interface SecretContent {
  /** Full ARN of the secret. */
  readonly secretArn: string;
  /** The environment variable that has it; empty: it is made up. */
  readonly environment: string;
  /** Of what is made up: the user whose password it is, its length, and characters that it does not have. */
  readonly username: string;
  readonly length: number;
  readonly exclude: string;
}

/** How a secret stands that has the content which was given to it last. */
export const current = "current";
