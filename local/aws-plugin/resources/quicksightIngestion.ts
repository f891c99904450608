import {
  CancelIngestionCommand,
  CreateIngestionCommand,
  DescribeIngestionCommand,
  QuickSightClient,
  type IngestionType,
} from "@aws-sdk/client-quicksight";
import type { Resource } from "../resource.ts";

type IngestionInputs = {
  awsAccountId?: string;
  dataSetId: string;
  ingestionId: string;
  ingestionType: IngestionType;
};

/** `aws.quicksight.Ingestion`; its id is `ACCOUNT,DATA_SET,INGESTION`. Nothing waits for its end. */
export const quicksightIngestion: Resource<IngestionInputs> = {
  type: "aws:quicksight/ingestion:Ingestion",
  inputs: ["awsAccountId", "dataSetId", "ingestionId", "ingestionType"],
  notFound: ["ResourceNotFoundException"],

  async create(context, { awsAccountId, dataSetId, ingestionId, ingestionType }) {
    const account = awsAccountId ?? (await context.accountId());
    const id = [account, dataSetId, ingestionId].join(",");
    await context
      .client(QuickSightClient)
      .send(new CreateIngestionCommand({ ...parseId(id), IngestionType: ingestionType }));
    return id;
  },

  async read(context, id) {
    const key = parseId(id);
    const { Ingestion: found } = await context
      .client(QuickSightClient)
      .send(new DescribeIngestionCommand(key));
    return {
      awsAccountId: key.AwsAccountId,
      dataSetId: key.DataSetId,
      ingestionId: found?.IngestionId,
      arn: found?.Arn,
      ingestionStatus: found?.IngestionStatus,
    };
  },

  /** One that is over as well; what AWS says to that is not documented, and fails the deletion. */
  async delete(context, id) {
    await context.client(QuickSightClient).send(new CancelIngestionCommand(parseId(id)));
  },
};

function parseId(id: string) {
  const [AwsAccountId = "", DataSetId = "", IngestionId = ""] = id.split(",");
  return { AwsAccountId, DataSetId, IngestionId };
}
