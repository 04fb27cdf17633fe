// The real network, for the link: TCP, without ever raising a permission question.
import type { Address } from "./address.ts";
import type { Connection } from "./link.ts";

/** Opens a TCP connection. */
export async function connectTcp(address: Address, signal: AbortSignal): Promise<Connection> {
  const host = `${address.host.includes(":") ? `[${address.host}]` : address.host}:${address.port}` as const;
  const permission = await Deno.permissions.query({ name: "net", host });
  if (permission.state !== "granted") throw new Deno.errors.NotCapable(`Cannot connect to ${host}`);
  const connection = await Deno.connect({ hostname: address.host, port: address.port, signal });
  connection.setNoDelay(true);
  return connection;
}
