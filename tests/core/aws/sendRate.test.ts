import assert from "node:assert/strict";
import { simulateLoad } from "./simulateLoad.ts";

const sum = (counts: readonly number[], from = 0, to = Infinity) =>
  counts.slice(from, to).reduce((total, count) => total + count, 0);

describe("the rate of calls", () => {
  for (const limit of [5, 20, 100, 500, 1000, 2000]) {
    for (const latency of [0, 50, 200]) {
      it(`uses 90 % of ${limit} calls a second at ${latency} ms, and few are refused`, () => {
        const { seconds, clients } = simulateLoad({
          limit: () => limit,
          latency,
          calls: Math.min(limit * 60, 30_000),
        });
        const [client] = clients;
        assert.ok(client);
        const accepted = sum(client.accepted);
        assert.ok(accepted / (limit * seconds) > 0.9, `${accepted} calls in ${seconds} s`);
        const [early, late] = [sum(client.refused, 0, 10), sum(client.refused, 10)];
        assert.ok(late < 0.15 * sum(client.accepted, 10), `${late} refused after the start`);
        assert.ok(early < 80 + 0.15 * sum(client.accepted, 0, 10), `${early} refused at the start`);
      });
    }
  }

  it("loads a hundred people, three calls each, without losing time to the start", () => {
    for (const limit of [5, 20, 100]) {
      const { seconds } = simulateLoad({ limit: () => limit, latency: 50, calls: 300 });
      assert.ok(300 / (limit * seconds) > 0.95, `${seconds} s at ${limit} calls a second`);
    }
  });

  it("goes as fast as its callers where there is no limit", () => {
    const { clients } = simulateLoad({ limit: () => Infinity, latency: 100, until: 10 });
    assert.ok(sum(clients[0]?.accepted ?? [], 5) > 0.9 * 5 * (600 / 0.1));
  });

  it("follows a limit that halves, and one that rises fivefold, within seconds", () => {
    const falling = simulateLoad({ limit: (s) => (s < 20 ? 200 : 100), latency: 50, until: 40 });
    const rising = simulateLoad({ limit: (s) => (s < 20 ? 20 : 100), latency: 50, until: 40 });
    const [fallen] = falling.clients;
    const [risen] = rising.clients;
    assert.ok(fallen && risen);
    assert.ok(sum(fallen.refused, 20, 30) < 0.15 * sum(fallen.accepted, 20, 30));
    assert.ok(sum(fallen.accepted, 23) > 0.95 * 17 * 100);
    assert.ok(sum(risen.accepted, 25) > 0.95 * 15 * 100);
  });

  it("leaves a part to a client that comes later, and takes all when it is alone again", () => {
    for (const limit of [20, 200, 1000]) {
      const shared = simulateLoad({ limit: () => limit, latency: 50, starts: [0, 10], until: 60 });
      const [first, second] = shared.clients.map(({ accepted }) => sum(accepted, 30));
      assert.ok(first !== undefined && second !== undefined);
      assert.ok(second > 0.1 * first, `${first} and ${second} at ${limit} calls a second`);
      assert.ok(first + second > 0.95 * limit * 30);
    }
  });

  it("comes back from an API that accepted nothing for a minute", () => {
    const outage = (second: number) => (second > 10 && second < 70 ? 0 : 100);
    const { clients } = simulateLoad({ limit: outage, latency: 50, until: 140 });
    assert.ok(sum(clients[0]?.accepted ?? [], 110) > 0.9 * 30 * 100);
    assert.ok(sum(clients[0]?.refused ?? [], 15, 70) < 55 * 10, "it kept hammering");
  });
});
