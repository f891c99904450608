import { z } from "zod";
import { rotationSettings } from "./rotationSettings.ts";

/** Name of a secret (Secrets Manager API reference, CreateSecret). What looks like the suffix that AWS adds would make ARNs ambiguous. */
export const secretName = z
  .string()
  .regex(/^[\w/+=.@-]{1,505}$/, "use letters, digits and /_+=.@-")
  .refine(
    (name) => !/-[A-Za-z0-9]{6}$/.test(name),
    "choose a name that does not end in a dash and six characters, which AWS adds to a secret's ARN",
  );

/** Passwords that databases take: what several of them refuse, or drivers need to escape, is left out. */
const generated = z
  .strictObject({
    username: z.string().min(1).max(64).describe("Of the user whose password it is."),
    length: z.int().min(12).max(128).default(32),
    exclude: z
      .string()
      .max(100)
      .default("\"'`\\/@:;&%$ ")
      .describe("Characters that the password does not have."),
  })
  .describe(
    "A password that Secrets Manager makes up; whoever runs the database gives it to the user.",
  );

/** A secret that is made here: `account.madeSecrets`, by its name. */
export const madeSecret = z
  .strictObject({
    environment: z
      .string()
      .regex(/^[A-Za-z_]\w*$/, "use the name of an environment variable")
      .optional()
      .describe("The environment variable that `pulumi up` finds the content in: JSON of texts."),
    generated: generated.optional(),
    round: z
      .int()
      .min(1)
      .default(1)
      .describe(
        "Another number: the content is taken from the environment, or made up, once more.",
      ),
    rotates: z
      .boolean()
      .default(false)
      .describe(
        "True: a rotation that somebody set up elsewhere changes the content, which is then no difference.",
      ),
    rotation: rotationSettings.optional(),
    key: z
      .string()
      .regex(
        /^(aws\/secretsmanager|[\w-]{1,64}|arn:aws[\w-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+)$/,
        "use the name of a key in account.keys, the ARN of a key, or aws/secretsmanager",
      )
      .optional()
      .describe(
        "What encrypts it: a key of account.keys by name, one of yours by ARN, or aws/secretsmanager, which AWS has for all and which it is when absent.",
      ),
    recoveryDays: z
      .int()
      .min(7)
      .max(30)
      .default(30)
      .describe("How long it can be brought back once it left the settings."),
  })
  .refine(
    ({ environment, generated: made }) => (environment === undefined) !== (made === undefined),
    "give exactly one of environment and generated",
  );

/** See {@link madeSecret}. */
export type MadeSecretSettings = z.output<typeof madeSecret>;
