import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { createServer as createTlsServer, type PeerCertificate, type TLSSocket } from "node:tls";
import type { Certificate, Credential } from "../../src/pki/index.js";

/** How a {@link TlsFront} treats those who connect. */
export interface FrontRules {
  /** What is let in; the rest is cut. */
  takes: readonly ("plain" | "tls")[];
  /** Shown to those who come by TLS. */
  credential?: Credential;
  /** Where given, a client must show a certificate under one of these. */
  clientRoots?: readonly Certificate[];
}

/** One who was let in. */
export interface LetIn {
  readonly by: "plain" | "tls";
  /** Common name of the certificate that the client showed. */
  readonly clientName?: string;
  /** Who came without TLS: identity and password of Basic authentication. */
  readonly credentials?: Buffer;
}

/** A door before a CSMS that speaks no TLS, on one port for both: the first byte tells which. */
export interface TlsFront {
  readonly url: string;
  readonly rules: FrontRules;
  /** Connections that were let in, in their order. */
  readonly letIn: readonly LetIn[];
  close(): void;
}

const TLS_HANDSHAKE = 0x16;

/** Opens the door before the CSMS with that URL. */
export async function tlsFront(csmsUrl: string, rules: FrontRules): Promise<TlsFront> {
  const behind = new URL(csmsUrl);
  const letIn: LetIn[] = [];
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    // Tests move their clocks as soon as nothing is on its way any more.
    socket.setNoDelay(true);
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    return socket.on("close", () => sockets.delete(socket));
  };
  const carry = (socket: Socket): void => {
    const inner = keep(connect(Number(behind.port), behind.hostname));
    socket.pipe(inner).pipe(socket);
    socket.on("close", () => inner.destroy());
    inner.on("close", () => socket.destroy());
  };
  const entered = (socket: TLSSocket): void => {
    const name = (socket.getPeerCertificate() as Partial<PeerCertificate>).subject?.CN;
    letIn.push({ by: "tls", ...(typeof name === "string" && { clientName: name }) });
    carry(keep(socket));
  };
  const secured = (socket: Socket): void => {
    const { credential, clientRoots } = rules;
    if (!credential) throw new Error("a front that takes TLS needs a certificate");
    const { certificate, privateKey: key } = credential;
    const clients = clientRoots && { requestCert: true, ca: clientRoots.map(({ pem }) => pem) };
    createTlsServer({ cert: certificate.pem, key, ...clients }, entered)
      .on("tlsClientError", () => undefined)
      .emit("connection", socket);
  };
  const server = createServer((socket) => {
    keep(socket).once("data", (first) => {
      socket.pause();
      const by = first[0] === TLS_HANDSHAKE ? "tls" : "plain";
      if (!rules.takes.includes(by)) return void socket.destroy();
      socket.unshift(first);
      if (by === "plain") {
        const [, basic] = /^authorization: Basic (\S+)/im.exec(first.toString("latin1")) ?? [];
        letIn.push({ by, ...(basic !== undefined && { credentials: Buffer.from(basic, "base64") }) });
        return carry(socket);
      }
      secured(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = new URL(csmsUrl);
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    rules,
    letIn,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
