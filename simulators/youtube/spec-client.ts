import { type ApiEndpoint } from './data-api/data-api.js';
import { type YouTubeSimulator } from './index.js';

type Part = Record<string, unknown>;

export interface ApiItem extends Record<string, Part | string> {
  readonly id: string;
  readonly etag: string;
  readonly snippet: Part;
  readonly contentDetails: Part;
  readonly statistics: Part;
}

/** An answer of the Data API as far as the specs read it: the items of a list, or an error. */
export interface ApiBody {
  readonly etag: string;
  readonly items: readonly ApiItem[];
  readonly nextPageToken?: string;
  readonly prevPageToken?: string;
  readonly pageInfo: { readonly totalResults: number; readonly resultsPerPage: number };
  readonly error: {
    readonly code: number;
    readonly message: string;
    readonly errors: readonly Record<string, string>[];
    readonly status?: string;
  };
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: ApiBody;
}

/** One call of the Data API, with a key unless `parameters` says otherwise, as the specs of this folder make it. */
export async function callApi(
  simulator: YouTubeSimulator,
  endpoint: ApiEndpoint,
  parameters: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<ApiAnswer> {
  const query = new URLSearchParams({ key: 'any-key', ...parameters });
  const response = await fetch(`${simulator.apiUrl}/${endpoint}?${query.toString()}`, { headers });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: JSON.parse(text || '{}') as ApiBody,
  };
}
