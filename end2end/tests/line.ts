// A line to the portal that can be cut and mended: what a browser is told of being offline does not reach its workers
// everywhere.
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

function through(portal: string): Server {
  return createServer((asked, answer) => {
    const { hostname, port } = new URL(portal);
    const { method, url: path, headers } = asked;
    const further = request({ hostname, port, method, path, headers }, (told) => {
      answer.writeHead(told.statusCode ?? 502, told.headers);
      told.pipe(answer);
    });
    further.on('error', () => answer.destroy());
    asked.pipe(further);
  });
}

export async function lineTo(portal: string) {
  let server = through(portal);
  const listen = (port: number) => new Promise<void>((listens) => server.listen(port, '127.0.0.1', () => listens()));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const cut = () =>
    new Promise<void>((closed) => {
      server.close(() => closed());
      server.closeAllConnections();
    });
  const mend = () => {
    server = through(portal);
    return listen(port);
  };
  return { url: `http://127.0.0.1:${port}`, cut, mend };
}
