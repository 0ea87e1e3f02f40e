CREATE EXTENSION IF NOT EXISTS pg_trgm;
--> statement-breakpoint
CREATE TABLE "popular_searches" (
	"query" text PRIMARY KEY NOT NULL,
	"keys" text NOT NULL,
	"fans" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "search_changes" (
	"id" bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"document_id" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "search_documents" (
	"kind" text NOT NULL,
	"id" bigint NOT NULL,
	"creator_id" bigint NOT NULL,
	"title" text NOT NULL,
	"keys" text NOT NULL,
	"platforms" text[] NOT NULL,
	"type" text,
	"category" text,
	"published_at" timestamp with time zone NOT NULL,
	"popularity" bigint NOT NULL,
	"standing" real NOT NULL,
	CONSTRAINT "search_documents_kind_id_pk" PRIMARY KEY("kind","id")
);
--> statement-breakpoint
CREATE TABLE "search_salts" (
	"day" date PRIMARY KEY NOT NULL,
	"salt" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "search_words" (
	"word" text PRIMARY KEY NOT NULL,
	"documents" integer NOT NULL,
	"variants" integer[] NOT NULL
);
--> statement-breakpoint
CREATE TABLE "searches" (
	"day" date NOT NULL,
	"query" text NOT NULL,
	"fan" "bytea" NOT NULL,
	CONSTRAINT "searches_day_query_fan_pk" PRIMARY KEY("day","query","fan")
);
--> statement-breakpoint
DROP INDEX "creators_created_idx";--> statement-breakpoint
DROP INDEX "creators_category_idx";--> statement-breakpoint
CREATE INDEX "search_documents_creator_idx" ON "search_documents" USING btree ("creator_id");--> statement-breakpoint
CREATE INDEX "search_documents_creators_keys_idx" ON "search_documents" USING gin ("keys" gin_trgm_ops) WITH (gin_pending_list_limit=512) WHERE kind = 'creators';--> statement-breakpoint
CREATE INDEX "search_documents_creators_standing_idx" ON "search_documents" USING btree ("standing" DESC NULLS FIRST,"id","keys") WHERE kind = 'creators';--> statement-breakpoint
CREATE INDEX "search_documents_contents_keys_idx" ON "search_documents" USING gin ("keys" gin_trgm_ops) WITH (gin_pending_list_limit=512) WHERE kind = 'contents';--> statement-breakpoint
CREATE INDEX "search_documents_contents_standing_idx" ON "search_documents" USING btree ("standing" DESC NULLS FIRST,"id","keys") WHERE kind = 'contents';--> statement-breakpoint
CREATE INDEX "search_words_variants_idx" ON "search_words" USING gin ("variants");--> statement-breakpoint
CREATE INDEX "creators_tags_idx" ON "creators" USING gin ("tags");--> statement-breakpoint
CREATE INDEX "creators_category_idx" ON "creators" USING btree ("category","follower_count","id");--> statement-breakpoint
-- Whoever writes creators, channels and contents notes what may look different in a search. Rows are only added here, so that
-- nobody who writes ever waits for another who does.
CREATE FUNCTION note_search_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO search_changes (kind, document_id) SELECT TG_ARGV[0], id FROM changed;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION note_search_changes_of_channels() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO search_changes (kind, document_id) SELECT DISTINCT 'creators', creator_id FROM changed;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- In quarters of a decade: whether 1,000 or 1,100 saw it makes no difference to where it stands.
CREATE FUNCTION search_magnitude(count bigint) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
  SELECT floor(4 * log(1 + greatest(coalesce(count, 0), 0)))::integer
$$;
--> statement-breakpoint
CREATE FUNCTION note_search_updates_of_creators() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO search_changes (kind, document_id)
  SELECT 'creators', now.id FROM now JOIN before USING (id)
  WHERE (now.name, now.display_name, now.category, now.tags, now.merged_into_id, search_magnitude(now.follower_count))
    IS DISTINCT FROM (before.name, before.display_name, before.category, before.tags, before.merged_into_id, search_magnitude(before.follower_count));
  -- Contents are found by whose they are.
  INSERT INTO search_changes (kind, document_id)
  SELECT 'contents', contents.id FROM now JOIN before USING (id) JOIN contents ON contents.creator_id = now.id
  WHERE (now.display_name, now.category) IS DISTINCT FROM (before.display_name, before.category);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION note_search_updates_of_channels() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO search_changes (kind, document_id)
  SELECT DISTINCT 'creators', creator.id
  FROM now JOIN before USING (id), unnest(ARRAY[now.creator_id, before.creator_id]) AS creator(id)
  WHERE (now.creator_id, now.title, now.handle) IS DISTINCT FROM (before.creator_id, before.title, before.handle);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION note_search_updates_of_contents() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO search_changes (kind, document_id)
  SELECT 'contents', now.id FROM now JOIN before USING (id)
  WHERE (now.creator_id, now.type, now.title, now.tags, now.state, now.published_at, search_magnitude(now.views), search_magnitude(now.likes))
    IS DISTINCT FROM (before.creator_id, before.type, before.title, before.tags, before.state, before.published_at, search_magnitude(before.views), search_magnitude(before.likes));
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER search_inserted AFTER INSERT ON creators REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_search_changes('creators');
--> statement-breakpoint
CREATE TRIGGER search_updated AFTER UPDATE ON creators REFERENCING OLD TABLE AS before NEW TABLE AS now FOR EACH STATEMENT EXECUTE FUNCTION note_search_updates_of_creators();
--> statement-breakpoint
CREATE TRIGGER search_deleted AFTER DELETE ON creators REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_search_changes('creators');
--> statement-breakpoint
CREATE TRIGGER search_inserted AFTER INSERT ON creator_channels REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_search_changes_of_channels();
--> statement-breakpoint
CREATE TRIGGER search_updated AFTER UPDATE ON creator_channels REFERENCING OLD TABLE AS before NEW TABLE AS now FOR EACH STATEMENT EXECUTE FUNCTION note_search_updates_of_channels();
--> statement-breakpoint
CREATE TRIGGER search_deleted AFTER DELETE ON creator_channels REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_search_changes_of_channels();
--> statement-breakpoint
CREATE TRIGGER search_inserted AFTER INSERT ON contents REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_search_changes('contents');
--> statement-breakpoint
CREATE TRIGGER search_updated AFTER UPDATE ON contents REFERENCING OLD TABLE AS before NEW TABLE AS now FOR EACH STATEMENT EXECUTE FUNCTION note_search_updates_of_contents();
--> statement-breakpoint
CREATE TRIGGER search_deleted AFTER DELETE ON contents REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_search_changes('contents');
--> statement-breakpoint
-- What is there already is to be found, too.
INSERT INTO search_changes (kind, document_id) SELECT 'creators', id FROM creators;
--> statement-breakpoint
INSERT INTO search_changes (kind, document_id) SELECT 'contents', id FROM contents;
