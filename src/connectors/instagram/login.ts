import { z } from 'zod';
import {
  type OutboundClient,
  type OutboundRequest,
  type OutboundResponse,
} from '../../platform/outbound/index.js';
import { type ChannelProfile } from '../connector.js';
import { readAnswer } from './answer.js';
import { graphError } from './graph.errors.js';
import { FIELDS, owner } from './graph.schemas.js';
import { transportError } from './instagram.errors.js';
import { ownerToChannelProfile } from './instagram.mapper.js';
import { readSignedRequest } from './signed-request.js';

/** Reading the own profile and posts, and nothing else. */
const SCOPE = 'instagram_business_basic';

export interface InstagramLoginOptions {
  /** `https://www.instagram.com` */
  loginUrl: string;
  /** `https://api.instagram.com` */
  tokenUrl: string;
  /** `https://graph.instagram.com` */
  apiUrl: string;
  clientId: string;
  clientSecret: string;
  now: () => Date;
  http: OutboundClient;
}

/** A long-lived token, good for 60 days as a rule. */
export interface OwnerToken {
  token: string;
  issuedAt: Date;
  expiresAt: Date;
}

/** What an owner's consent amounts to. */
export interface OwnerGrant extends OwnerToken {
  account: ChannelProfile;
  /** The id that the account has for this application alone: Meta's callbacks name it by that. */
  scopedId: string;
}

const shortLived = z.object({ access_token: z.string().min(1) });
/** The description shows the answer in a list of one; what really comes is the one. */
const shortLivedAnswer = z.union([
  shortLived,
  z.object({ data: z.tuple([shortLived]) }).transform(({ data: [one] }) => one),
]);
/** What gives a long-lived token, the first time and later. */
export const longLivedAnswer = z.object({ access_token: z.string().min(1), expires_in: z.int().positive() });

/**
 * How owners of professional accounts let MyPick read them: the Instagram API's business login
 * (developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/business-login).
 */
export class InstagramLogin {
  constructor(private readonly options: InstagramLoginOptions) {}

  /** Where the owner's browser is sent to; it comes back to `redirectUri` with a code, or an error, and the state. */
  authorizeUrl(redirectUri: string, state: string): string {
    const url = new URL(`${this.options.loginUrl}/oauth/authorize`);
    url.search = new URLSearchParams({
      client_id: this.options.clientId,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: SCOPE,
      state,
    }).toString();
    return url.href;
  }

  /**
   * Trades a code, which works once, for a long-lived token and whose account it is.
   * @throws ConnectorError
   */
  async redeem(code: string, redirectUri: string): Promise<OwnerGrant> {
    const { tokenUrl, clientId, clientSecret } = this.options;
    const form = new URLSearchParams({
      client_id: clientId,
      client_secret: clientSecret,
      grant_type: 'authorization_code',
      redirect_uri: redirectUri,
      code,
    });
    const answer = await this.ask({
      url: `${tokenUrl}/oauth/access_token`,
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: form.toString(),
      endpoint: 'instagram.token',
    });
    const { access_token: shortLivedToken } = readAnswer(shortLivedAnswer, answer);
    const token = await this.longLived('access_token', {
      grant_type: 'ig_exchange_token',
      client_secret: clientSecret,
      access_token: shortLivedToken,
    });
    return { ...token, ...(await this.ownerOf(token.token)) };
  }

  /**
   * A token with a new life, for one that is at least a day old and has not expired.
   * @throws ConnectorError `INSTAGRAM_TOKEN_INVALID` where its owner has to be asked again
   */
  refresh(token: string): Promise<OwnerToken> {
    return this.longLived('refresh_access_token', { grant_type: 'ig_refresh_token', access_token: token });
  }

  /**
   * The account that Meta says no longer wants anything to do with the application, by its scoped id.
   * @throws ConnectorError `unauthorized` or `malformed`
   */
  readDeauthorization(signedRequest: string): string {
    return readSignedRequest(signedRequest, this.options.clientSecret);
  }

  private async ownerOf(token: string): Promise<{ account: ChannelProfile; scopedId: string }> {
    const answer = await this.ask({
      url: `${this.options.apiUrl}/me`,
      query: { fields: FIELDS.owner, access_token: token },
      endpoint: 'instagram.me',
    });
    const node = readAnswer(owner, answer);
    return { account: ownerToChannelProfile(node), scopedId: node.id };
  }

  private async longLived(path: string, query: Record<string, string>): Promise<OwnerToken> {
    const answer = await this.ask({
      url: `${this.options.apiUrl}/${path}`,
      query,
      endpoint: `instagram.${path}`,
    });
    const { access_token: token, expires_in: seconds } = readAnswer(longLivedAnswer, answer);
    const issuedAt = this.options.now();
    return { token, issuedAt, expiresAt: new Date(issuedAt.getTime() + seconds * 1000) };
  }

  private async ask(request: OutboundRequest): Promise<OutboundResponse> {
    const answer = await this.options.http.request(request).catch((error: unknown) => {
      throw transportError(error);
    });
    if (answer.status !== 200) throw graphError(answer);
    return answer;
  }
}
