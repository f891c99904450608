import { createServer } from "node:http";
import { request } from "node:https";
import type { AddressInfo } from "node:net";
import type { Emulator } from "../../local/emulator/startEmulator.ts";

/** What becomes of a call: the code of an error in place of it, or the end of the connection before it comes through or before its answer does. */
export type Meddling = { readonly refuse: string } | { readonly cut: "before" | "after" };

/** A way to the emulator for what is tested in this process, which does not trust its certificate. */
export interface Relay {
  readonly url: string;
  /** The calls that came, in their order: `PutSecretValue`. */
  readonly calls: string[];
  /** The bodies of calls and answers. */
  readonly bodies: string[];
  /** What to do to a call; undefined: nothing. */
  meddle: (call: string) => Meddling | undefined;
  close(): void;
}

/** Starts one on 127.0.0.1, for calls of the JSON protocol. */
export async function startRelay(emulator: Emulator): Promise<Relay> {
  const server = createServer((asked, answer) => {
    const parts: Buffer[] = [];
    asked.on("data", (part: Buffer) => parts.push(part));
    asked.on("end", () => {
      const body = Buffer.concat(parts);
      const call = String(asked.headers["x-amz-target"]).split(".")[1] ?? "";
      relay.calls.push(call);
      relay.bodies.push(body.toString());
      const meddling = relay.meddle(call);
      if (meddling !== undefined && "refuse" in meddling) {
        answer.statusCode = 400;
        answer.end(JSON.stringify({ __type: meddling.refuse, message: "no" }));
        return;
      }
      if (meddling?.cut === "before") {
        asked.socket.destroy();
        return;
      }
      const { method, headers, url = "/" } = asked;
      const options = { method, headers, ca: emulator.certificate };
      request(`${emulator.url}${url}`, options, (found) => {
        const chunks: Buffer[] = [];
        found.on("data", (chunk: Buffer) => chunks.push(chunk));
        found.on("end", () => {
          const text = Buffer.concat(chunks);
          relay.bodies.push(text.toString());
          if (meddling?.cut === "after") asked.socket.destroy();
          else answer.writeHead(found.statusCode ?? 500, found.headers).end(text);
        });
      }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const relay: Relay = {
    ...{ url: `http://127.0.0.1:${port}`, calls: [], bodies: [] },
    meddle: () => undefined,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
  return relay;
}
