import { readFileSync } from "node:fs";
import { show } from "../support/formatViolation.ts";
import { govern } from "../support/govern.ts";
import { matchesGlob } from "../support/matchesGlob.ts";
import { texts } from "../support/setting.ts";
import { field, isObject, type Plain, undecided } from "../things/plain.ts";
import { nativeReaders } from "../things/registry.ts";

const settings = {
  tags: texts("Tags that must be there and not blank; upper and lower case differ.", [
    "environment",
    "owner",
  ]),
  types: texts("Types of resources that must carry them, with * and ?, of those that take tags.", [
    "*",
  ]),
};

/** Types of `@pulumi/aws` that take tags (`writeTaggableTypes.ts`), and of CloudFormation those that the pack knows. */
const taggable: ReadonlySet<string> = new Set([
  ...(JSON.parse(readFileSync(new URL("taggableTypes.json", import.meta.url), "utf8")) as string[]),
  ...nativeReaders.keys().filter((type) => !/Policy$|Schedule$|Group$|Topic$/.test(type)),
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
        got: show(tags !== undefined && isObject(tags) ? Object.keys(tags).toSorted() : []),
        todo: "add to tags",
      });
    },
  },
});

function isBlank(tag: Plain): boolean {
  return tag !== undecided && (typeof tag !== "string" || tag.trim() === "");
}
