import { z } from "zod";

/** A data source or a data set in the settings: QuickSight ids of ours are made of namespace and this name. */
export const assetName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, "use lower-case letters, digits and dashes")
  .refine(
    (name) => !name.endsWith("-rules"),
    "choose a name that does not end in -rules, which the rules of a data set take",
  );
