import { assertEquals } from "@std/assert";
import { formatAddress, parseAddress } from "../../lib/client/address.ts";

Deno.test.each(
  [
    ["localhost", "localhost", 7667],
    ["localhost:7000", "localhost", 7000],
    [" chat.example ", "chat.example", 7667],
    ["192.168.1.7:1", "192.168.1.7", 1],
    ["::1", "::1", 7667],
    ["[::1]", "::1", 7667],
    ["[fe80::1%eth0]:65535", "fe80::1%eth0", 65535],
  ] as const,
)("parseAddress(%s) is %s, port %d", (text, host, port) => {
  assertEquals(parseAddress(text), { host, port });
});

Deno.test.each([[""], ["a b"], ["host:0"], ["host:65536"], ["host:x"], ["host:"], ["[::1"], ["http://host"], ["a@b"]])(
  "parseAddress(%s) is nothing",
  (text) => assertEquals(parseAddress(text), undefined),
);

Deno.test("formatAddress() gives what parseAddress() takes", () => {
  for (const address of [{ host: "h", port: 7667 }, { host: "::1", port: 9 }, { host: "h", port: 9 }]) {
    assertEquals(parseAddress(formatAddress(address)), address);
  }
});
