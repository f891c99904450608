import { z } from "zod";

/** IAM and SSM API models, `tagKeyType` and `TagValue`; QuickSight, KMS and S3 take these too. */
const taken = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const characters = "use letters, digits, spaces and _ . : / = + - @";

const key = z
  .string()
  .min(1)
  .max(128)
  .regex(taken, characters)
  // Tagging user guide: "in any combination of upper and lower case".
  .regex(/^(?!aws:)/i, "AWS keeps what begins with aws: for itself");

const value = z.string().max(256).regex(taken, characters);

/**
 * Tags of an account stack by key: roles, keys, the bucket and parameters take 50 each (user guides of the services). IAM takes two keys
 * that differ in case for one (IAM user guide, "Tags for IAM resources").
 */
export const accountTags = z
  .record(key, value)
  .refine((all) => Object.keys(all).length <= 50, "use at most 50 tags: AWS takes no more")
  .refine(
    (all) =>
      new Set(Object.keys(all).map((one) => one.toLowerCase())).size === Object.keys(all).length,
    "name each tag once: IAM takes keys that differ in case only for the same",
  );

/**
 * Tags of a tenant stack by key. Every tenant has S3 objects, and those take fewer than all else (S3 user guide, "Categorizing your
 * objects using tags"); QuickSight takes none without a value (API model, `TagValue`).
 */
export const tenantTags = z
  .record(key, value.min(1, "give the tag a value: QuickSight takes none without"))
  .refine((all) => Object.keys(all).length <= 10, "use at most 10 tags: S3 objects take no more");
