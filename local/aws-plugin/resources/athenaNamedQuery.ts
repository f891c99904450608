import {
  AthenaClient,
  CreateNamedQueryCommand,
  DeleteNamedQueryCommand,
  GetNamedQueryCommand,
} from "@aws-sdk/client-athena";
import type { Resource } from "../resource.ts";

type NamedQueryInputs = {
  name: string;
  database: string;
  query: string;
  description?: string;
  workgroup?: string;
};

/** `aws.athena.NamedQuery`; AWS gives it its id, and every change replaces it. */
export const athenaNamedQuery: Resource<NamedQueryInputs> = {
  type: "aws:athena/namedQuery:NamedQuery",
  inputs: ["name", "database", "query", "description", "workgroup"],
  naming: { input: "name", maxLength: 128 },
  notFound: [{ name: "InvalidRequestException", says: "does not exist" }],

  async create(context, { name, database, query, description, workgroup }) {
    const { NamedQueryId = "" } = await context.client(AthenaClient).send(
      new CreateNamedQueryCommand({
        ...{ Name: name, Database: database, QueryString: query },
        ...{ Description: description, WorkGroup: workgroup },
      }),
    );
    return NamedQueryId;
  },

  async read(context, NamedQueryId) {
    const { NamedQuery: found } = await context
      .client(AthenaClient)
      .send(new GetNamedQueryCommand({ NamedQueryId }));
    return {
      ...{ name: found?.Name, database: found?.Database, query: found?.QueryString },
      ...{ description: found?.Description, workgroup: found?.WorkGroup },
    };
  },

  async delete(context, NamedQueryId) {
    await context.client(AthenaClient).send(new DeleteNamedQueryCommand({ NamedQueryId }));
  },
};
