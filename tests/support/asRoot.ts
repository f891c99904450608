import type { Emulator } from "../../local/emulator/startEmulator.ts";

/**
 * What a client of the SDK is made with to ask the emulator as the root user of its account.
 *
 * @param region the emulator's own unless another is given
 */
export function asRoot(
  { url, accountId, certificate }: Pick<Emulator, "url" | "accountId" | "certificate">,
  region = "eu-west-1",
) {
  return {
    region,
    endpoint: url,
    credentials: { accessKeyId: accountId, secretAccessKey: "test" },
    requestHandler: { httpsAgent: { ca: certificate } },
  };
}
