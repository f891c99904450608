import assert from "node:assert/strict";
import {
  AccessDeniedException,
  CreateFolderCommand,
  GenerateEmbedUrlForRegisteredUserCommand,
  InvalidParameterValueException,
  QuickSightUserNotFoundException,
  type RegisteredUserEmbeddingExperienceConfiguration,
  ResourceNotFoundException,
} from "@aws-sdk/client-quicksight";
import { actions, arn, createDashboard, personArn, sets } from "./support/assets.ts";
import { register } from "./support/people.ts";
import { refused } from "./support/refused.ts";
import { AwsAccountId, simulated } from "./support/simulated.ts";

const ana = personArn("ana@x.com");
const dashboard = (InitialDashboardId: string) => ({ Dashboard: { InitialDashboardId } });

describe("simulator: addresses for embedding", () => {
  const { client } = simulated();
  const generate = (
    ExperienceConfiguration: RegisteredUserEmbeddingExperienceConfiguration,
    UserArn = ana,
  ) =>
    client().send(
      new GenerateEmbedUrlForRegisteredUserCommand({
        ...{ AwsAccountId, UserArn, ExperienceConfiguration },
      }),
    );
  beforeEach(async () => {
    await register(client(), "ana@x.com", "READER");
    await createDashboard(client(), "sales", {
      Permissions: [{ Principal: ana, Actions: sets.dashboardViewer }],
    });
    await createDashboard(client(), "costs");
  });

  it("are made for a dashboard that a registered user may open, also through a folder, and for the console", async () => {
    const { EmbedUrl } = await generate(dashboard("sales"));
    assert.match(EmbedUrl ?? "", /^https:\/\/eu-west-1\.quicksight\..*\/dashboards\/sales\?code=/);
    assert.match((await generate({ QuickSightConsole: {} })).EmbedUrl ?? "", /\/start\?code=/);
    await client().send(
      new CreateFolderCommand({
        ...{ AwsAccountId, FolderId: "open" },
        Permissions: [{ Principal: ana, Actions: actions("DescribeFolder") }],
      }),
    );
    await createDashboard(client(), "inside", { FolderArns: [arn("folder/open")] });
    await generate(dashboard("inside"));
  });

  it("are refused for what they may not open, what is not there, and who is not registered", async () => {
    await refused(generate(dashboard("costs")), AccessDeniedException, { status: 401 });
    await refused(generate(dashboard("none")), ResourceNotFoundException, { status: 404 });
    await refused(generate({}), InvalidParameterValueException, { status: 400 });
    await refused(
      generate(dashboard("sales"), personArn("eve@x.com")),
      QuickSightUserNotFoundException,
      { status: 404 },
    );
  });
});
