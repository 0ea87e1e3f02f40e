CREATE TABLE "feed_positions" (
	"user_id" bigint PRIMARY KEY NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	"content_id" bigint NOT NULL,
	"set_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "feed_settings" (
	"user_id" bigint PRIMARY KEY NOT NULL,
	"muted_words" text[] DEFAULT '{}'::text[] NOT NULL,
	"hide" text[] DEFAULT '{}'::text[] NOT NULL,
	"hide_watched" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "bookmark_folders" (
	"id" bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY NOT NULL,
	"user_id" bigint NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "content_count_deltas" (
	"id" bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY NOT NULL,
	"content_id" bigint NOT NULL,
	"likes" integer NOT NULL,
	"bookmarks" integer NOT NULL,
	"views" integer NOT NULL,
	"shares" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "content_counts" (
	"content_id" bigint PRIMARY KEY NOT NULL,
	"likes" bigint DEFAULT 0 NOT NULL,
	"bookmarks" bigint DEFAULT 0 NOT NULL,
	"views" bigint DEFAULT 0 NOT NULL,
	"shares" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "history_settings" (
	"user_id" bigint PRIMARY KEY NOT NULL,
	"is_paused" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "interactions" (
	"user_id" bigint NOT NULL,
	"content_id" bigint NOT NULL,
	"liked_at" timestamp with time zone,
	"bookmarked_at" timestamp with time zone,
	"folder_id" bigint,
	"hidden_at" timestamp with time zone,
	"watched_at" timestamp with time zone,
	"viewed_at" timestamp with time zone,
	"position_seconds" integer,
	"duration_seconds" integer,
	CONSTRAINT "interactions_user_id_content_id_pk" PRIMARY KEY("user_id","content_id")
);
--> statement-breakpoint
ALTER TABLE "feed_positions" ADD CONSTRAINT "feed_positions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feed_settings" ADD CONSTRAINT "feed_settings_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bookmark_folders" ADD CONSTRAINT "bookmark_folders_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "content_counts" ADD CONSTRAINT "content_counts_content_id_contents_id_fk" FOREIGN KEY ("content_id") REFERENCES "public"."contents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "history_settings" ADD CONSTRAINT "history_settings_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "interactions" ADD CONSTRAINT "interactions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "interactions" ADD CONSTRAINT "interactions_content_id_contents_id_fk" FOREIGN KEY ("content_id") REFERENCES "public"."contents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "interactions" ADD CONSTRAINT "interactions_folder_id_bookmark_folders_id_fk" FOREIGN KEY ("folder_id") REFERENCES "public"."bookmark_folders"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "bookmark_folders_name_key" ON "bookmark_folders" USING btree ("user_id","name");--> statement-breakpoint
CREATE INDEX "interactions_content_idx" ON "interactions" USING btree ("content_id");--> statement-breakpoint
CREATE INDEX "interactions_bookmarks_idx" ON "interactions" USING btree ("user_id","bookmarked_at","content_id") WHERE bookmarked_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX "interactions_folder_idx" ON "interactions" USING btree ("folder_id") WHERE folder_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX "interactions_history_idx" ON "interactions" USING btree ("user_id","watched_at","content_id") WHERE watched_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX "contents_latest_idx" ON "contents" USING btree ("published_at" DESC NULLS FIRST,"id" DESC NULLS FIRST) WHERE state NOT IN ('announced', 'gone');--> statement-breakpoint
CREATE INDEX "contents_popular_idx" ON "contents" USING btree (coalesce(views, 0) DESC,"id" DESC NULLS FIRST) WHERE state NOT IN ('announced', 'gone');--> statement-breakpoint
CREATE INDEX "contents_trending_idx" ON "contents" USING btree ((log(greatest(views, 1)::float8) + date_part('epoch', published_at AT TIME ZONE 'UTC') / 45000) DESC,"id" DESC NULLS FIRST) WHERE state NOT IN ('announced', 'gone');--> statement-breakpoint
CREATE INDEX "contents_category_idx" ON "contents" USING btree ("category","published_at" DESC NULLS FIRST,"id" DESC NULLS FIRST) WHERE state NOT IN ('announced', 'gone');--> statement-breakpoint
CREATE INDEX "contents_airing_idx" ON "contents" USING btree ("state","scheduled_at","id") WHERE state IN ('live', 'upcoming');