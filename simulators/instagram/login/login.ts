import { createHmac } from 'node:crypto';
import { type Reply } from '../../http/reply.js';
import { type Account } from '../catalogue/account.js';
import { GraphError, invalidParameter, jsonReply } from '../graph/graph-error.js';
import { type Issued, type Tokens } from './tokens.js';

/** The application that asks owners for their consent. */
export interface Application {
  readonly clientId: string;
  readonly clientSecret: string;
}

const PERMISSIONS = ['instagram_business_basic'];

/** Business login for Instagram: the page where an owner consents, and the trade of codes and tokens. */
export class Login {
  /** Who sits at the browser and consents to everything; null is somebody who does not. */
  visitor: Account | null = null;

  constructor(
    private readonly application: Application,
    private readonly tokens: Tokens,
    private readonly now: () => Date,
  ) {}

  /** `GET www.instagram.com/oauth/authorize`: a page, as a rule; here the visitor decides at once. */
  authorize(query: URLSearchParams): Reply {
    const redirectUri = query.get('redirect_uri') ?? '';
    const scopes = (query.get('scope') ?? '').split(/[,\s]+/);
    const isRight =
      query.get('client_id') === this.application.clientId &&
      query.get('response_type') === 'code' &&
      scopes.every((scope) => PERMISSIONS.includes(scope)) &&
      URL.canParse(redirectUri);
    if (!isRight) return { status: 400, headers: { 'content-type': 'text/html' }, body: 'Invalid Request' };
    const back = new URL(redirectUri);
    const state = query.get('state');
    for (const [name, value] of Object.entries(this.#decision(redirectUri)))
      back.searchParams.set(name, value);
    if (state !== null) back.searchParams.set('state', state);
    return { status: 302, headers: { location: `${back.href}#_` }, body: '' };
  }

  /** `POST api.instagram.com/oauth/access_token`; its errors have a form of their own. */
  redeem(form: URLSearchParams): Reply {
    const isOurs =
      form.get('client_id') === this.application.clientId &&
      form.get('client_secret') === this.application.clientSecret &&
      form.get('grant_type') === 'authorization_code';
    const redeemed = isOurs
      ? this.tokens.redeem(form.get('code') ?? '', form.get('redirect_uri') ?? '')
      : null;
    if (redeemed === null) {
      const error_message = isOurs
        ? 'Matching code was not found or was already used.'
        : 'Error validating client secret.';
      return jsonReply(400, { error_type: 'OAuthException', code: 400, error_message });
    }
    // The id is a number here, of more digits than JavaScript keeps.
    const { token, accountId } = redeemed;
    const body = JSON.stringify({ access_token: token, user_id: '@', permissions: PERMISSIONS });
    return { ...jsonReply(200, {}), body: body.replace('"@"', accountId) };
  }

  /** `GET graph.instagram.com/access_token` */
  exchange(query: URLSearchParams): Reply {
    return answer(() => {
      if (query.get('grant_type') !== 'ig_exchange_token') throw invalidParameter('Invalid grant_type');
      if (query.get('client_secret') !== this.application.clientSecret)
        throw invalidParameter('Error validating client secret.');
      return this.tokens.exchange(query.get('access_token'));
    });
  }

  /** `GET graph.instagram.com/refresh_access_token` */
  refresh(query: URLSearchParams): Reply {
    return answer(() => {
      if (query.get('grant_type') !== 'ig_refresh_token') throw invalidParameter('Invalid grant_type');
      const issued = this.tokens.refresh(query.get('access_token'));
      return { ...issued, permissions: PERMISSIONS.join(',') };
    });
  }

  /** What Meta posts to the application's address when an owner removes it. */
  signedRequest({ scopedId }: Account): string {
    const issued_at = Math.floor(this.now().getTime() / 1000);
    const payload = { user_id: scopedId, algorithm: 'HMAC-SHA256', issued_at };
    const body = Buffer.from(JSON.stringify(payload)).toString('base64url');
    const signature = createHmac('sha256', this.application.clientSecret).update(body).digest('base64url');
    return `${signature}.${body}`;
  }

  #decision(redirectUri: string): Record<string, string> {
    if (this.visitor !== null && this.visitor.kind !== 'personal')
      return { code: this.tokens.code(this.visitor.id, redirectUri) };
    return {
      error: 'access_denied',
      error_reason: 'user_denied',
      error_description: 'The user denied your request',
    };
  }
}

function answer(work: () => Issued & { permissions?: string }): Reply {
  try {
    return jsonReply(200, work());
  } catch (error) {
    if (error instanceof GraphError) return error.toReply();
    throw error;
  }
}
