import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { ProviderSettings } from "./settings.ts";

/** What every client of the SDK is made with; endpoints otherwise come from the SDK's own environment variables. */
export interface ClientConfiguration {
  region: string;
  endpoint?: string;
  credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  forcePathStyle: boolean;
}

/** The way of a resource to AWS: clients for one Region, and who is calling. */
export interface Context {
  readonly region: string;
  /** A client of the SDK, made once per Region. */
  client<Client>(service: new (configuration: ClientConfiguration) => Client): Client;
  /** The account of the caller. */
  accountId(): Promise<string>;
}

/** Makes contexts, one per Region, over one set of provider settings. */
export function createContexts(settings: ProviderSettings): (region?: string) => Context {
  const contexts = new Map<string, Context>();
  let account: Promise<string> | undefined;
  return (region = settings.region) => {
    const known = contexts.get(region);
    if (known) return known;
    const client = clientsOf(region, settings);
    const accountId = () => (account ??= askAccountId(client(STSClient)));
    const context: Context = { region, client, accountId };
    contexts.set(region, context);
    return context;
  };
}

function clientsOf(region: string, settings: ProviderSettings): Context["client"] {
  const clients = new Map<unknown, unknown>();
  return <Client>(service: new (configuration: ClientConfiguration) => Client): Client => {
    const known = clients.get(service);
    if (known) return known as Client;
    const endpoint = settings.endpoints[service.name.replace(/Client$/, "").toLowerCase()];
    const client = new service({
      region,
      // An emulator on 127.0.0.1 cannot be reached as BUCKET.127.0.0.1.
      forcePathStyle: true,
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(settings.credentials === undefined ? {} : { credentials: settings.credentials }),
    });
    clients.set(service, client);
    return client;
  };
}

async function askAccountId(client: STSClient): Promise<string> {
  const { Account } = await client.send(new GetCallerIdentityCommand({}));
  if (Account === undefined) throw new Error("sts GetCallerIdentity returned no account");
  return Account;
}
