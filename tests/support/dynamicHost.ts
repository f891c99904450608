import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { credentials, type ServiceError } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import proto from "@pulumi/pulumi/proto/provider_pb.js";
import emptyProto from "google-protobuf/google/protobuf/empty_pb.js";
import statusProto from "@pulumi/pulumi/proto/status_pb.js";
import { fromStruct, toStruct } from "../../local/aws-plugin/wire.ts";

/** Properties of a resource, as they go over the wire. */
export type Bag = Record<string, unknown>;

/** The SDK's host of dynamic providers in a process of its own, called as the engine calls it. */
export interface DynamicHost {
  configure(settings: Readonly<Record<string, string>>): Promise<void>;
  check(olds: Bag, news: Bag): Promise<{ inputs: Bag; failures: CheckFailure[] }>;
  diff(id: string, olds: Bag, news: Bag): Promise<{ changes: boolean; replaces: string[] }>;
  create(properties: Bag): Promise<{ id: string; properties: Bag }>;
  /** `inputs` are absent where the provider gave none. */
  read(id: string, properties: Bag): Promise<{ id: string; properties: Bag; inputs?: Bag }>;
  update(id: string, olds: Bag, news: Bag): Promise<Bag>;
  delete(id: string, properties: Bag): Promise<void>;
  /** What the engine calls when a person presses Ctrl-C. */
  cancel(): Promise<void>;
  /** Sends the host's process a signal. */
  kill(signal: NodeJS.Signals): void;
  /** What it printed to the user so far; whole after {@link close}. */
  printed(): { readonly stdout: string; readonly stderr: string };
  close(): Promise<void>;
}

/** What is wrong with an input. */
export interface CheckFailure {
  readonly property: string;
  readonly reason: string;
}

/** A call that failed, as the engine gets it. */
export class HostError extends Error {
  override readonly name = "HostError";
  /** What the engine keeps of a resource that exists but is not finished. */
  readonly partial: PartialState | undefined;

  constructor(message: string, partial: PartialState | undefined) {
    super(message);
    this.partial = partial;
  }
}

/** The message `ErrorResourceInitFailed` of Pulumi's provider protocol. */
export interface PartialState {
  readonly id: string;
  readonly properties: Bag;
  readonly reasons: readonly string[];
}

/** Where the host runs. */
export interface HostOptions {
  /** Where QuickSight and STS answer. */
  readonly endpoint: string;
  /** Added to the environment; a name with the value undefined is taken out. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

const repository = fileURLToPath(new URL("../..", import.meta.url));
const shim = fileURLToPath(
  new URL("../../local/engine/bin/pulumi-resource-pulumi-nodejs", import.meta.url),
);

/** The keys that the host calls AWS with: they must turn up nowhere. */
export const hostKeys = {
  AWS_ACCESS_KEY_ID: "AKIAHOSTOFDYNAMICTEST",
  AWS_SECRET_ACCESS_KEY: "never-to-be-seen-8uTq3",
} as const;

/**
 * Starts the host as the engine does (pulumi/pulumi, `NewProvider` in sdk/go/common/resource/plugin): in the program's folder,
 * with the project's name in the environment and the engine's address as its argument. It prints the port where it serves.
 *
 * @throws Error with what it printed when it does not start
 */
export async function startDynamicHost(options: HostOptions): Promise<DynamicHost> {
  const child = spawn(shim, ["127.0.0.1:0"], {
    cwd: repository,
    env: environmentOf(options),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stop = () => child.kill();
  process.once("exit", stop);
  const printed = { stdout: "", stderr: "" };
  child.stderr.setEncoding("utf8").on("data", (text: string) => (printed.stderr += text));
  const lines = createInterface({ input: child.stdout });
  const [port] = (await Promise.race([once(lines, "line"), once(child, "exit")])) as unknown[];
  if (typeof port !== "string") throw new Error(`the host does not start: ${printed.stderr}`);
  lines.on("line", (line) => (printed.stdout += `${line}\n`));
  const client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
  return {
    ...callsOf(client),
    kill: (signal) => {
      child.kill(signal);
    },
    printed: () => ({ ...printed }),
    close: async () => {
      client.close();
      await end(child);
      process.off("exit", stop);
    },
  };
}

/** What the engine would hand on, without settings of whoever runs the tests. */
function environmentOf({ endpoint, environment = {} }: HostOptions): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    PULUMI_NODEJS_PROJECT: "quicksight-governance",
    AWS_ENDPOINT_URL_QUICKSIGHT: endpoint,
    AWS_ENDPOINT_URL_STS: endpoint,
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    ...hostKeys,
    ...environment,
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, "close");
  child.kill();
  await closed;
}

type Calls = Omit<DynamicHost, "printed" | "close" | "kill">;

function callsOf(client: ResourceProviderClient): Calls {
  return {
    configure: async (settings) => {
      const request = new proto.ConfigureRequest().setArgs(toStruct(settings));
      await answer((done) => client.configure(request, done));
    },
    check: async (olds, news) => {
      const request = new proto.CheckRequest().setOlds(toStruct(olds)).setNews(toStruct(news));
      const response = await answer<InstanceType<typeof proto.CheckResponse>>((done) =>
        client.check(request, done),
      );
      const failures = response
        .getFailuresList()
        .map((failure) => ({ property: failure.getProperty(), reason: failure.getReason() }));
      return { inputs: fromStruct(response.getInputs()), failures };
    },
    diff: async (id, olds, news) => {
      const request = new proto.DiffRequest().setId(id);
      request.setOlds(toStruct(olds)).setNews(toStruct(news));
      const response = await answer<InstanceType<typeof proto.DiffResponse>>((done) =>
        client.diff(request, done),
      );
      const { DIFF_UNKNOWN, DIFF_SOME } = proto.DiffResponse.DiffChanges;
      const changes = response.getChanges();
      if (changes === DIFF_UNKNOWN) throw new Error("the provider did not say what differs");
      return { changes: changes === DIFF_SOME, replaces: response.getReplacesList() };
    },
    create: async (properties) => {
      const request = new proto.CreateRequest().setProperties(toStruct(properties));
      const response = await answer<InstanceType<typeof proto.CreateResponse>>((done) =>
        client.create(request, done),
      );
      return { id: response.getId(), properties: fromStruct(response.getProperties()) };
    },
    cancel: async () => {
      await answer((done) => client.cancel(new emptyProto.Empty(), done));
    },
    ...laterCallsOf(client),
  };
}

function laterCallsOf(client: ResourceProviderClient): Pick<Calls, "read" | "update" | "delete"> {
  return {
    read: async (id, properties) => {
      const request = new proto.ReadRequest().setId(id).setProperties(toStruct(properties));
      const response = await answer<InstanceType<typeof proto.ReadResponse>>((done) =>
        client.read(request, done),
      );
      const inputs = response.hasInputs() ? { inputs: fromStruct(response.getInputs()) } : {};
      return {
        id: response.getId(),
        properties: fromStruct(response.getProperties()),
        ...inputs,
      };
    },
    update: async (id, olds, news) => {
      const request = new proto.UpdateRequest().setId(id);
      request.setOlds(toStruct(olds)).setNews(toStruct(news));
      const response = await answer<InstanceType<typeof proto.UpdateResponse>>((done) =>
        client.update(request, done),
      );
      return fromStruct(response.getProperties());
    },
    delete: async (id, properties) => {
      const request = new proto.DeleteRequest().setId(id).setProperties(toStruct(properties));
      await answer((done) => client.delete(request, done));
    },
  };
}

function answer<Response>(
  call: (done: (error: ServiceError | null, response: Response) => void) => unknown,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    call((error, response) => {
      if (error === null) resolve(response);
      else reject(new HostError(error.details, partialOf(error)));
    });
  });
}

function partialOf({ metadata }: ServiceError): PartialState | undefined {
  const [details] = metadata.get("grpc-status-details-bin");
  if (!Buffer.isBuffer(details)) return undefined;
  const [packed] = statusProto.Status.deserializeBinary(details).getDetailsList();
  const failure = packed?.unpack(
    (bytes) => proto.ErrorResourceInitFailed.deserializeBinary(bytes),
    "pulumirpc.ErrorResourceInitFailed",
  );
  if (failure == null) return undefined;
  return {
    id: failure.getId(),
    properties: fromStruct(failure.getProperties()),
    reasons: failure.getReasonsList(),
  };
}
