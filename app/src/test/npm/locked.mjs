// An official MCP server that lets in only who has logged in at a certified authorization server, which runs here too.
// Prints where it is, as a line of JSON, and serves until its input ends. A POST to /expire ends all tokens that were
// shown so far. LOCKED_SECRET is the secret of the client that is registered by hand.
import { once } from 'node:events';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';
import { createMcpExpressApp } from '@modelcontextprotocol/sdk/server/express.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { mcpAuthMetadataRouter, getOAuthProtectedResourceMetadataUrl } from '@modelcontextprotocol/sdk/server/auth/router.js';
import { requireBearerAuth } from '@modelcontextprotocol/sdk/server/auth/middleware/bearerAuth.js';
import { InvalidTokenError } from '@modelcontextprotocol/sdk/server/auth/errors.js';

const scopes = ['tools:read'];

async function listening(server) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${server.address().port}`;
}

const keys = createServer();
const issuer = await listening(keys);
const door = createServer();
const mcp = new URL(`${await listening(door)}/mcp`);

const provider = new Provider(issuer, {
  clients: [{
    client_id: 'by-hand', client_secret: process.env.LOCKED_SECRET, application_type: 'native',
    redirect_uris: ['http://127.0.0.1/callback'], grant_types: ['authorization_code', 'refresh_token'],
  }],
  features: {
    registration: { enabled: true },
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo: () => ({ scope: scopes.join(' '), accessTokenFormat: 'opaque' }),
    },
  },
  pkce: { required: () => true },
});
keys.on('request', provider.callback());

const seen = new Set();
const expired = new Set();
const verifier = {
  async verifyAccessToken(token) {
    const known = await provider.AccessToken.find(token);
    if (!known || known.aud !== mcp.href || expired.has(token)) {
      throw new InvalidTokenError('not a token for this server');
    }
    seen.add(token);
    return { token, clientId: known.clientId, scopes: known.scope.split(' '), expiresAt: known.exp };
  },
};

const app = createMcpExpressApp();
app.use(mcpAuthMetadataRouter({
  oauthMetadata: await (await fetch(`${issuer}/.well-known/openid-configuration`)).json(),
  resourceServerUrl: mcp,
  scopesSupported: scopes,
}));
app.post('/expire', (_, answer) => {
  seen.forEach((token) => expired.add(token));
  answer.sendStatus(204);
});
app.all('/mcp', requireBearerAuth({
  verifier, requiredScopes: scopes, resourceMetadataUrl: getOAuthProtectedResourceMetadataUrl(mcp),
}), async (request, answer) => {
  const server = new McpServer({ name: 'locked', version: '1' });
  server.registerTool('whoami', { description: 'Says who calls.' }, ({ authInfo }) => (
    { content: [{ type: 'text', text: authInfo.clientId }] }));
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  answer.on('close', () => server.close());
  await server.connect(transport);
  await transport.handleRequest(request, answer, request.body);
});
door.on('request', app);

console.log(JSON.stringify({ mcp: mcp.href, issuer }));
process.stdin.resume().on('end', () => process.exit());
