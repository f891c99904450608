import { show } from "../support/formatViolation.ts";
import { govern } from "../support/govern.ts";
import { matchesGlob } from "../support/matchesGlob.ts";
import { texts as textsSetting } from "../support/setting.ts";
import { field, texts } from "../things/plain.ts";
import type { Thing } from "../things/thing.ts";

const settings = {
  packages: textsSetting("Packages whose resources a program may declare.", [
    "aws",
    "aws-native",
    "awsx",
    "pulumi",
    "quicksight-governance",
    "random",
    "time",
    "tls",
  ]),
  dynamic: textsSetting("Types of dynamic resources (with * and ?) that a program may declare.", [
    "pulumi-nodejs:dynamic/quicksight:ApiDataSource",
    "pulumi-nodejs:dynamic/quicksight:AssetAccess",
    "pulumi-nodejs:dynamic/quicksight:Completion",
    "pulumi-nodejs:dynamic/quicksight:DashboardFromDefinition",
    "pulumi-nodejs:dynamic/quicksight:KeyAccess",
    "pulumi-nodejs:dynamic/quicksight:Reencryption",
    "pulumi-nodejs:dynamic/quicksight:Roster",
    "pulumi-nodejs:dynamic/quicksight:SecretValue",
    "pulumi-nodejs:dynamic/quicksight:ServiceRole",
  ]),
  downloads: textsSetting(
    "Addresses (with * and ?) that plugins of providers may be fetched from, besides those of Pulumi.",
    [],
  ),
};

/**
 * Only agreed code runs with the deployer's rights: a provider that is on no list, a command or a dynamic resource does anything, past
 * every other policy. A component of the program's own is no such code; the engine names no provider for it.
 */
export const agreedProviders = govern({
  name: "agreed-providers",
  description:
    "A program declares resources of agreed providers only, and agreed dynamic resources.",
  why: "Whatever a command, a dynamic resource or a foreign provider does, it does with the rights of the deployment, and no policy sees it.",
  severity: "high",
  topics: ["operation"],
  controls: [{ framework: "SOC 2", control: "CC8.1" }],
  remediationSteps:
    "Declare the resource with an agreed provider, or have the package or the dynamic type added to the settings.",
  url: "https://www.pulumi.com/docs/iac/concepts/resources/dynamic-providers/",
  settings,
  together: (stack, { packages, dynamic, downloads }, report) => {
    const resources = stack.of("resource").filter(stack.isDeclared);
    // A host that names no provider at all says nothing of components: then everything has to be agreed.
    const tells = resources.some(({ provider }) => provider !== undefined);
    const mayBeComponent = ({ provider }: Thing) =>
      provider === undefined && (tells || !stack.isWhole);
    for (const resource of resources) {
      const { token } = resource;
      if (isDynamic(token)) {
        if (dynamic.some((pattern) => matchesGlob(pattern, token))) continue;
        report(resource, {
          wrong: "the dynamic resource runs code that nobody agreed to",
          got: token,
          todo: "use a provider, or add the type to dynamic",
        });
        continue;
      }
      const { madeBy } = resource.fields;
      if (typeof madeBy === "string") {
        report(resource, {
          wrong: "the resource is made by another provider than its type says",
          got: `${token} by ${madeBy}`,
          todo: "remove the provider option, or give it one of the type's package",
        });
        continue;
      }
      const name = packageOf(token);
      if (name === undefined) continue;
      const judged = isProvider(token) ? [name, ...pluginOf(resource, "name")] : [name];
      const foreign = judged.find((one) => !packages.includes(one));
      if (foreign !== undefined && (isProvider(token) || !mayBeComponent(resource))) {
        report(resource, {
          wrong: "the provider is not an agreed one",
          got: token,
          todo: `use another, or add ${foreign} to packages`,
        });
      }
      const [from] = isProvider(token) ? pluginOf(resource, "from") : [];
      if (from !== undefined && !downloads.some((pattern) => matchesGlob(pattern, from))) {
        report(resource, {
          wrong: "the provider's plugin is fetched from elsewhere",
          got: show(from),
          todo: "remove pluginDownloadURL, or add the address to downloads",
        });
      }
    }
  },
});

function isDynamic(token: string): boolean {
  return /^pulumi-[a-z]+:dynamic\b/.test(token);
}

function isProvider(token: string): boolean {
  return token.startsWith("pulumi:providers:");
}

/**
 * The package of a token, for a provider itself its own. None for a type of CloudFormation, which another resource makes, and for
 * the provider of dynamic resources, which are judged each.
 */
function packageOf(token: string): string | undefined {
  if (token.includes("::") || /^pulumi:providers:pulumi-[a-z]+$/.test(token)) return undefined;
  const [first, , third] = token.split(":");
  return isProvider(token) ? third : first;
}

/** What a provider says of its plugin, which may be another's that was given parameters. */
function pluginOf({ fields }: Thing, what: "from" | "name"): readonly string[] {
  return texts(field(fields["plugin"], what)).filter((one) => one !== "");
}
