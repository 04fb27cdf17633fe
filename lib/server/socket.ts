// What the shell needs of a socket, real or not.

/** What a connection needs of a socket. */
export interface Socket {
  read(into: Uint8Array): Promise<number | null>;
  write(bytes: Uint8Array): Promise<number>;
  closeWrite(): Promise<void>;
  close(): void;
}

/** Closes a socket, whatever has become of it. */
export function closeQuietly(socket: Socket): void {
  try {
    socket.close();
  } catch {
    // The socket was closed by its own fault: there is nothing left to free.
  }
}
