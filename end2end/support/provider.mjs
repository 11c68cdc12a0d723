// A provider of sign-in for the tests: the certified `oidc-provider`, on loopback, with one client (the portal) and a
// page that lets in whoever types a name. Playwright starts it when JUSOOR_PROVIDER_URL says where.
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';

const { JUSOOR_PROVIDER_URL: issuer, JUSOOR_BASE_URL: portal } = process.env;
if (!issuer || !portal) throw new Error('JUSOOR_PROVIDER_URL and JUSOOR_BASE_URL are needed');

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'jusoor',
      client_secret: 'only for tests, on loopback',
      redirect_uris: [`${portal}/auth/campus/callback`],
      response_types: ['code'],
      grant_types: ['authorization_code'],
      token_endpoint_auth_method: 'client_secret_basic',
    },
  ],
  cookies: { keys: ['only for tests'] },
  features: { devInteractions: { enabled: false } },
  pkce: { required: () => true },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, name: `${id} of the campus` }) }),
  // The portal asks for nothing but who she is: there is nothing to consent to.
  async loadExistingGrant(ctx) {
    const { client, session, provider: here } = ctx.oidc;
    const grant = new here.Grant({ clientId: client.clientId, accountId: session.accountId });
    grant.addOIDCScope('openid');
    await grant.save();
    return grant;
  },
});

const page = `<!DOCTYPE html><html lang="en"><meta name="viewport" content="width=device-width"><title>Campus</title>
<link rel="icon" href="data:,"><h1>Campus</h1>
<form method="post"><label>Name <input name="login"></label> <button>Sign in</button></form></html>`;

async function interaction(request, answer) {
  await provider.interactionDetails(request, answer);
  if (request.method === 'GET') {
    answer.setHeader('content-type', 'text/html; charset=utf-8');
    answer.end(page);
    return;
  }
  let body = '';
  for await (const part of request) body += part;
  const accountId = new URLSearchParams(body).get('login');
  await provider.interactionFinished(request, answer, { login: { accountId } });
}

const callback = provider.callback();
const server = createServer((request, answer) => {
  if (!request.url?.startsWith('/interaction/')) return callback(request, answer);
  return interaction(request, answer).catch((error) => {
    answer.statusCode = 500;
    answer.end(String(error));
  });
});
server.listen(Number(new URL(issuer).port), '127.0.0.1');
