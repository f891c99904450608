import type { AwsAccess } from "@quicksight-governance/core/aws";
import { findRole, hasParameter, lookAtSecret } from "@quicksight-governance/core/preflight";
import type { AccountSettings } from "@quicksight-governance/core/settings";
import { madeSecretDescription } from "../components/madeSecret.ts";
import type { Facts } from "./facts.ts";
import { dataRoleNameOf, publishedTopics } from "./names.ts";
import { trailResources } from "./trailResources.ts";
import { bucketEnd, type Finding, type RetainedResource } from "./retainedResources.ts";

/**
 * What a destroy of an account stack takes with it, and AWS makes only once of a name. A run that was killed between AWS's answer and
 * the state leaves it; otherwise it is another stack's, as a Region has one account stack. The state tells the two apart: the bucket is
 * made before each of these, so that a state which has no bucket has made none of them.
 */
export function unrecordedResources(
  settings: AccountSettings,
  facts: Facts,
  access: AwsAccess,
): RetainedResource[] {
  const parameters = publishedTopics.map((topic) =>
    parameter(topic, `${settings.parameterPrefix}/account/${topic}`, access),
  );
  return [
    dataRole(dataRoleNameOf(facts), access),
    ...parameters,
    ...trailResources(settings, facts, access),
    ...Object.keys(settings.madeSecrets).map((name) => secret(name, access)),
  ];
}

const another =
  "and the state of this stack has neither it nor a governance bucket: a Region has one account stack, and another one made it. Run that one; if its state is lost, ";

function dataRole(name: string, access: AwsAccess): RetainedResource {
  const remove = `delete the role (aws iam delete-role-policy --role-name ${name} --policy-name read-data-files, then aws iam delete-role --role-name ${name})`;
  return {
    ...{ where: "account", title: `role ${name}`, global: false },
    end: "aws:iam/role:Role::data-files",
    allow: "iam:GetRole",
    holds: () => true,
    look: async (held) =>
      (await findRole(name, access)) && judge(`a role ${name}`, name, remove, held(bucketEnd)),
  };
}

function parameter(topic: string, name: string, access: AwsAccess): RetainedResource {
  const remove = `delete the parameter (aws ssm delete-parameter --name ${name})`;
  return {
    ...{ where: "account.parameterPrefix", title: `parameter ${name}`, global: false },
    end: `aws:ssm/parameter:Parameter::account-${topic}`,
    allow: "ssm:GetParameter",
    holds: (outputs) => outputs["name"] === name,
    look: async (held) =>
      (await hasParameter(name, access))
        ? judge(`a parameter ${name}`, name, remove, held(bucketEnd))
        : undefined,
  };
}

/** A secret that waits for its deletion keeps its name: one that left the settings and came back. */
function secret(name: string, access: AwsAccess): RetainedResource {
  return {
    ...{ where: `account.madeSecrets.${name}`, title: `secret ${name}`, global: false },
    end: `aws:secretsmanager/secret:Secret::${name}`,
    allow: "secretsmanager:DescribeSecret",
    holds: (outputs) => outputs["name"] === name,
    look: async () => {
      const found = await lookAtSecret(name, access);
      if (found === undefined) return undefined;
      if (found.description !== madeSecretDescription) {
        const message = `a secret ${name} is there already, which this program did not make; choose another name, or list it in account.secrets to use it as it is`;
        return { kind: "unusable", message };
      }
      if (found.isDeleted) {
        const message = `the secret ${name} waits for its deletion; restore it (aws secretsmanager restore-secret --secret-id ${name}), and the next run takes it up`;
        return { kind: "unusable", message };
      }
      return { kind: "ours", id: found.arn };
    },
  };
}

function judge(what: string, id: string, remove: string, bucket: object | undefined): Finding {
  if (bucket !== undefined) return { kind: "ours", id };
  return {
    kind: "unusable",
    message: `${what} is there already, ${another}${remove}, and the next run takes up what else is there`,
  };
}
