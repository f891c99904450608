import { readFileSync } from "node:fs";
import { show } from "../support/formatViolation.ts";
import { govern } from "../support/govern.ts";
import { matchesGlob } from "../support/matchesGlob.ts";
import { texts } from "../support/setting.ts";
import { field, isObject, type Plain, undecided } from "../things/plain.ts";
import { nativeReaders, nativeToken } from "../things/registry.ts";

const settings = {
  tags: texts("Tags that must be there and not blank; upper and lower case differ.", [
    "environment",
    "owner",
  ]),
  types: texts("Types of resources that must carry them, with * and ?, of those that take tags.", [
    "*",
  ]),
};

/** Types of CloudFormation, of those that the pack knows, that take none. */
const untagged: ReadonlySet<string> = new Set([
  "AWS::IAM::Group",
  "AWS::IAM::GroupPolicy",
  "AWS::IAM::ManagedPolicy",
  "AWS::IAM::Policy",
  "AWS::IAM::RolePolicy",
  "AWS::IAM::UserPolicy",
  "AWS::QuickSight::Topic",
  "AWS::S3::BucketPolicy",
  "AWS::S3::MultiRegionAccessPoint",
  "AWS::S3::MultiRegionAccessPointPolicy",
  "AWS::S3Express::AccessPoint",
  "AWS::S3Express::BucketPolicy",
  "AWS::S3ObjectLambda::AccessPointPolicy",
  "AWS::SecretsManager::ResourcePolicy",
  "AWS::SecretsManager::RotationSchedule",
]);

/** Types of `@pulumi/aws` that take tags (`writeTaggableTypes.ts`), and of CloudFormation those that the pack knows. */
const taggable: ReadonlySet<string> = new Set([
  ...(JSON.parse(readFileSync(new URL("taggableTypes.json", import.meta.url), "utf8")) as string[]),
  ...[...nativeReaders.keys()]
    .filter((type) => !untagged.has(type))
    .flatMap((type) => [type, nativeToken(type)]),
]);

/** Resources say whose they are. The program sets tags on each resource, so that a preview shows them; a provider's default tags count. */
export const requiredTags = govern({
  name: "required-tags",
  description: "A resource that takes tags carries the required ones.",
  why: "Tags say whose a resource is and which environment it belongs to: for the bill, for access by tag, and for the person who is called at night.",
  severity: "medium",
  topics: ["operation"],
  controls: [],
  remediationSteps: "Set tags in the stack's settings: they go to every resource of the stack.",
  url: "https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html",
  settings,
  each: {
    resource: (resource, config, report) => {
      const { token, fields } = resource;
      if (!taggable.has(token) || !config.types.some((type) => matchesGlob(type, token))) return;
      const { tags } = fields;
      if (tags === undecided) return;
      const missing = config.tags.filter((tag) => isBlank(field(tags, tag)));
      if (missing.length === 0) return;
      report(resource, {
        wrong: `the tag${missing.length === 1 ? "" : "s"} ${missing.join(", ")} must be set`,
        got: show(namesOf(tags)),
        todo: "add to tags",
      });
    },
  },
});

function namesOf(tags: Plain): readonly string[] {
  if (tags === undefined || !isObject(tags)) return [];
  return Object.keys(tags)
    .filter((tag) => tags[tag] !== undefined)
    .toSorted();
}

function isBlank(tag: Plain): boolean {
  if (typeof tag === "string") return tag.trim() === "";
  return !["boolean", "number"].includes(typeof tag) && tag !== undecided;
}
