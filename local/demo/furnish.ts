import { Agent } from "node:https";
import { CreateDashboardCommand, QuickSightClient } from "@aws-sdk/client-quicksight";
import { CreateSAMLProviderCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { LocalAws } from "../startLocalAws.ts";

/** The name of the secret that the sample's database uses. */
export const databaseSecret = "oktank/sales-db";

/** The SAML provider that the sample's people sign in through. */
const samlProvider = "oktank";

/** The dashboards that authors of the sample organisation made in the console, by id. */
export const dashboards: Readonly<Record<string, string>> = {
  "sales-critical": "Sales Results - Critical",
  "sales-confidential": "Sales Results - Highly Confidential",
  "field-operations": "Field Operations Dashboard",
  "marketing-kpis": "Marketing KPIs",
  "executive-summary": "Executive Summary",
  "pipeline-emea": "Pipeline EMEA",
  "pipeline-americas": "Pipeline Americas",
  "support-load": "Support Load",
  "hiring-plan": "Hiring Plan",
  "cloud-costs": "Cloud Costs",
  "churn-2025": "Churn",
  "churn-2026": "Churn",
};

/**
 * Puts into the account what was there before this program: what people sign in through, a database password in a secret, dashboards that people made.
 *
 * @param password what the secret holds; a test looks for it in every output
 */
export async function furnish(aws: LocalAws, password = "correct-horse-battery"): Promise<void> {
  const credentials = { accessKeyId: aws.accountId, secretAccessKey: "test" };
  const emulated = {
    region: aws.region,
    endpoint: aws.rootEnvironment["AWS_ENDPOINT_URL"] ?? "",
    credentials,
    requestHandler: { httpsAgent: new Agent({ ca: aws.certificate }) },
  };
  const iam = new IAMClient(emulated);
  const SAMLMetadataDocument = "<EntityDescriptor/>";
  await iam.send(new CreateSAMLProviderCommand({ Name: samlProvider, SAMLMetadataDocument }));
  iam.destroy();
  const secrets = new SecretsManagerClient(emulated);
  const SecretString = JSON.stringify({ username: "quicksight", password });
  await secrets.send(new CreateSecretCommand({ Name: databaseSecret, SecretString }));
  secrets.destroy();

  const quicksight = new QuickSightClient({
    region: aws.region,
    endpoint: aws.simulator.url,
    credentials,
  });
  for (const [DashboardId, Name] of Object.entries(dashboards)) {
    await quicksight.send(
      new CreateDashboardCommand({
        AwsAccountId: aws.accountId,
        DashboardId,
        Name,
        Definition: { DataSetIdentifierDeclarations: [] },
      }),
    );
  }
  quicksight.destroy();
}
