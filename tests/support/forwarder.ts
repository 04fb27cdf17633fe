// A small TCP forwarder: what a router does that passes port X on to port Y.

export interface Forwarder extends AsyncDisposable {
  readonly port: number;
  /** Links that it has passed on so far. */
  readonly count: number;
  /** Cuts every link, as a router does that is switched off. */
  cut(): void;
}

/** Forwards a free port of this machine to another one. */
export function startForwarder(toPort: number): Forwarder {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const conns = new Set<Deno.TcpConn>();
  const links = new Set<Promise<void>>();
  let count = 0;
  const cut = () => {
    for (const conn of conns) close(conn);
    conns.clear();
  };
  const accepting = (async () => {
    for (;;) {
      const near = await listener.accept().catch(() => undefined);
      if (!near) return;
      count += 1;
      conns.add(near);
      const link: Promise<void> = forward(near, toPort, conns).finally(() => links.delete(link));
      links.add(link);
    }
  })();
  return {
    port: (listener.addr as Deno.NetAddr).port,
    get count() {
      return count;
    },
    cut,
    async [Symbol.asyncDispose]() {
      listener.close();
      await accepting;
      cut();
      await Promise.all(links);
    },
  };
}

async function forward(near: Deno.TcpConn, toPort: number, conns: Set<Deno.TcpConn>): Promise<void> {
  const far = await Deno.connect({ hostname: "127.0.0.1", port: toPort }).catch(() => undefined);
  if (!far) return close(near);
  conns.add(far);
  await Promise.all([pass(near, far), pass(far, near)]);
  for (const conn of [near, far]) {
    conns.delete(conn);
    close(conn);
  }
}

/** One way; the end of the one is the end of the other's half. */
async function pass(from: Deno.TcpConn, to: Deno.TcpConn): Promise<void> {
  const buffer = new Uint8Array(65_536);
  try {
    for (let count = await from.read(buffer); count !== null; count = await from.read(buffer)) {
      for (let rest = buffer.subarray(0, count); rest.length > 0;) rest = rest.subarray(await to.write(rest));
    }
    await to.closeWrite();
  } catch {
    // One of the two is gone: so is the link.
    close(from);
    close(to);
  }
}

function close(conn: Deno.TcpConn): void {
  try {
    conn.close();
  } catch {
    // Closed already, from the other side.
  }
}
