import { show } from "../support/formatViolation.ts";
import { govern } from "../support/govern.ts";
import { matchesGlob } from "../support/matchesGlob.ts";
import { texts } from "../support/setting.ts";

const settings = {
  types: texts(
    "Types (with * and ?) that may make what cannot be read, such as Custom::Certificate.",
    [],
  ),
};

/** What makes other resources says which: no template from elsewhere, no macro, no custom resource. */
export const nothingUnread = govern({
  name: "nothing-unread",
  description: "What makes other resources, such as a CloudFormation stack, says here which.",
  why: "What a template from elsewhere, a macro or a custom resource makes, no policy sees.",
  severity: "high",
  topics: ["operation"],
  controls: [{ framework: "SOC 2", control: "CC8.1" }],
  remediationSteps:
    "Write the template into templateBody, without macros, conditions and custom resources, or declare the resources themselves.",
  url: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-macros.html",
  settings,
  each: {
    unreadable: (thing, { types }, report) => {
      if (types.some((pattern) => matchesGlob(pattern, thing.token))) return;
      report(thing, {
        wrong: "what it makes cannot be judged",
        got: `${thing.token}: ${show(thing.fields["why"])}`,
        todo: "declare the resources themselves, or add the type to types",
      });
    },
  },
});
