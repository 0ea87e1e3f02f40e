import { IdSource, newestFirst } from './ids.js';
import {
  makeMedia,
  NO_FACTS,
  type Edit,
  type NewMedia,
  type NewPost,
  type Post,
  type PostFacts,
} from './post.js';
import { makeUser, type NewUser, type User, type UserChanges } from './user.js';

/** A step that the platform could not have taken either: a name twice, a post of nobody. */
export class CatalogueError extends Error {
  override readonly name = 'CatalogueError';
}

/** What the platform tells those who asked for it. */
export interface Change {
  readonly kind: 'created' | 'deleted';
  readonly post: Post;
}

/** Everything the simulated X holds. Whoever runs the simulator changes it; each answer shows it as it then is. */
export class Catalogue {
  readonly #ids = new IdSource();
  readonly #users = new Map<string, User>();
  readonly #posts = new Map<string, Post>();
  #listener: (change: Change) => void = () => undefined;

  constructor(private readonly now: () => Date) {}

  /** Calls the one listener there is of every post that is made and deleted. */
  onChange(listener: (change: Change) => void): void {
    this.#listener = listener;
  }

  /** @throws CatalogueError when the name is taken */
  addUser(given: NewUser): User {
    const user = makeUser(given, { id: this.#ids.userId(), createdAt: this.now() });
    if (this.userByName(user.username) !== null) throw new CatalogueError(`taken: @${user.username}`);
    this.#users.set(user.id, user);
    return user;
  }

  /** @throws CatalogueError when there is no such account */
  updateUser(id: string, changes: UserChanges): User {
    const user = { ...this.#existingUser(id), ...changes };
    this.#users.set(id, user);
    return user;
  }

  /** @throws CatalogueError when there is no such account */
  post(authorId: string, given: NewPost): Post {
    const { text, lang = 'und', media = [], ...rest } = given;
    const { createdAt = this.now(), ...facts } = rest;
    const id = this.#ids.postId(createdAt);
    return this.#add({
      ...NO_FACTS,
      ...{ quotedId: null, repliedToId: null, repostedId: null },
      ...facts,
      ...{ id, authorId: this.#existingUser(authorId).id, createdAt, text, lang, versions: [id] },
      media: this.#media(media, createdAt),
    });
  }

  /** Makes a newer version of a post, which the older ones know of. @throws CatalogueError */
  edit(postId: string, { text, media }: Edit): Post {
    const before = this.#existingPost(postId);
    const createdAt = this.now();
    const id = this.#ids.postId(createdAt);
    const versions = [...before.versions, id];
    for (const version of before.versions)
      this.#posts.set(version, { ...this.#existingPost(version), versions });
    return this.#add({
      ...before,
      ...{ id, createdAt, text, versions },
      ...(media !== undefined && { media: this.#media(media, createdAt) }),
    });
  }

  /** @throws CatalogueError when there is no such post */
  update(postId: string, facts: Partial<PostFacts>): Post {
    const post = { ...this.#existingPost(postId), ...facts };
    this.#posts.set(postId, post);
    return post;
  }

  /** Deletes all versions of a post. @throws CatalogueError when there is no such post */
  delete(postId: string): void {
    const post = this.#existingPost(postId);
    for (const version of post.versions) this.#posts.delete(version);
    this.#listener({ kind: 'deleted', post });
  }

  /** Null where there is none; suspended ones are there. */
  user(id: string): User | null {
    return this.#users.get(id) ?? null;
  }

  userByName(username: string): User | null {
    const wanted = username.toLowerCase();
    return [...this.#users.values()].find((user) => user.username.toLowerCase() === wanted) ?? null;
  }

  /** In the version of the id. */
  find(postId: string): Post | null {
    return this.#posts.get(postId) ?? null;
  }

  /** All that an account posted, replies and reposts too, newest first, each in its newest version. */
  postsOf(userId: string): Post[] {
    return [...this.#posts.values()]
      .filter(({ id, authorId, versions }) => authorId === userId && versions.at(-1) === id)
      .sort(newestFirst);
  }

  #add(post: Post): Post {
    this.#posts.set(post.id, post);
    this.#listener({ kind: 'created', post });
    return post;
  }

  #media(given: readonly NewMedia[], at: Date) {
    return given.map((media) => makeMedia(media, this.#ids.mediaKey(media.kind, at)));
  }

  #existingUser(id: string): User {
    const user = this.user(id);
    if (user === null) throw new CatalogueError(`unknown account: ${id}`);
    return user;
  }

  #existingPost(id: string): Post {
    const post = this.find(id);
    if (post === null) throw new CatalogueError(`unknown post: ${id}`);
    return post;
  }
}
