import { assertEquals } from "@std/assert";
import { addressFits, addressKey, isAddressMask } from "../../lib/hub/address.ts";

Deno.test.each<[string, string]>([
  ["192.0.2.1", "192.0.2.1"],
  ["2001:db8:1:2:3:4:5:6", "20010db800010002/64"],
  ["2001:db8:1:2::1", "20010db800010002/64"],
  ["::1", "0/64"],
  ["fe80::1%eth0", "fe80000000000000/64"],
  ["not an address", "not an address"],
])("addressKey(%s) is %s", (address, key) => assertEquals(addressKey(address), key));

Deno.test.each<[string, string, boolean]>([
  ["192.0.2.1", "192.0.2.1", true],
  ["192.0.2.1", "192.0.2.2", false],
  ["192.0.2.0/24", "192.0.2.200", true],
  ["192.0.2.0/24", "192.0.3.1", false],
  ["0.0.0.0/1", "127.0.0.1", true],
  ["2001:db8::/32", "2001:db8:ffff::1", true],
  ["2001:db8::1", "2001:db8::ffff", true],
  ["2001:db8::1", "2001:db8:0:1::1", false],
  ["2001:db8::1/128", "2001:db8::2", false],
  ["192.0.2.0/24", "2001:db8::1", false],
  ["::/1", "10.0.0.1", false],
])("addressFits(%s, %s) is %s", (mask, address, fits) => assertEquals(addressFits(mask, address), fits));

Deno.test.each<[string, boolean]>([
  ["192.0.2.1", true],
  ["192.0.2.1/0", false],
  ["192.0.2.1/33", false],
  ["192.0.2", false],
  ["192.0.2.256", false],
  ["192.0.2.1/24/24", false],
  ["::", true],
  [":::", false],
  ["1:2:3:4:5:6:7:8:9", false],
  ["1:2:3:4:5:6:7::8:9", false],
  ["g::", false],
  ["", false],
  ["*", false],
])("isAddressMask(%s) is %s", (mask, is) => assertEquals(isAddressMask(mask), is));
