import { readFileSync } from "node:fs";
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import { createService } from "./service.ts";

// The engine starts a provider as a process that prints its port and serves gRPC there until it is ended.
const server = new Server({
  "grpc.max_receive_message_length": -1,
  "grpc.max_send_message_length": -1,
});
server.addService(ResourceProviderService, createService(releasedVersion()));
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  process.stdout.write(`${port}\n`);
});

/** The engine and the SDK want the plugin of exactly this version. */
function releasedVersion(): string {
  const file = new URL(import.meta.resolve("@pulumi/aws/package.json"));
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
