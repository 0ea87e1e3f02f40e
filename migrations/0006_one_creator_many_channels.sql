CREATE TABLE "removed_contents" (
	"platform" text NOT NULL,
	"external_id" text NOT NULL,
	"reason" text,
	"removed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "removed_contents_platform_external_id_pk" PRIMARY KEY("platform","external_id")
);
--> statement-breakpoint
CREATE TABLE "claim_tries" (
	"user_id" bigint PRIMARY KEY NOT NULL,
	"tries" integer NOT NULL,
	"since" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "creator_applications" (
	"id" bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY NOT NULL,
	"user_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"status" text NOT NULL,
	"channels" jsonb,
	"message" text,
	"creator_id" bigint,
	"channel_id" bigint,
	"code" text,
	"code_expires_at" timestamp with time zone,
	"outcome" text,
	"reason" text,
	"decided_by" bigint,
	"decided_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "creator_applications_kind" CHECK ("creator_applications"."kind" IN ('propose', 'claim')),
	CONSTRAINT "creator_applications_status" CHECK ("creator_applications"."status" IN ('unproved', 'pending', 'approved', 'rejected', 'withdrawn'))
);
--> statement-breakpoint
CREATE TABLE "categories" (
	"id" bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"names" jsonb NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "categories_slug_key" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "blocked_channels" (
	"id" bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY NOT NULL,
	"platform" text NOT NULL,
	"external_id" text NOT NULL,
	"title" text NOT NULL,
	"url" text NOT NULL,
	"reason" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "creator_merges" (
	"id" bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY NOT NULL,
	"creator_id" bigint NOT NULL,
	"merged_id" bigint NOT NULL,
	"merged_by" bigint,
	"channel_ids" bigint[] NOT NULL,
	"taken" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"undone_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "merged_subscriptions" (
	"merge_id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"notify" text NOT NULL,
	"types" text[],
	"followed_at" timestamp with time zone NOT NULL,
	"kept_notify" text,
	"kept_types" text[],
	"kept_followed_at" timestamp with time zone,
	CONSTRAINT "merged_subscriptions_merge_id_user_id_pk" PRIMARY KEY("merge_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "push_subscriptions" DROP CONSTRAINT "push_subscriptions_channel_id_creator_channels_id_fk";
--> statement-breakpoint
ALTER TABLE "contents" DROP CONSTRAINT "contents_creator_id_creators_id_fk";
--> statement-breakpoint
ALTER TABLE "contents" DROP CONSTRAINT "contents_channel_id_creator_channels_id_fk";
--> statement-breakpoint
ALTER TABLE "push_subscriptions" ADD COLUMN "platform" text;--> statement-breakpoint
ALTER TABLE "push_subscriptions" ADD COLUMN "external_id" text;--> statement-breakpoint
UPDATE "push_subscriptions" SET "platform" = "creator_channels"."platform", "external_id" = "creator_channels"."external_id"
FROM "creator_channels" WHERE "creator_channels"."id" = "push_subscriptions"."channel_id";--> statement-breakpoint
ALTER TABLE "push_subscriptions" ALTER COLUMN "platform" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "push_subscriptions" ALTER COLUMN "external_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "creator_channels" ADD COLUMN "content_count" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
UPDATE "creator_channels" SET "content_count" = "shown"."count"
FROM (SELECT "channel_id", count(*) AS "count" FROM "contents" WHERE "state" NOT IN ('announced', 'gone') GROUP BY "channel_id") AS "shown"
WHERE "creator_channels"."id" = "shown"."channel_id";--> statement-breakpoint
ALTER TABLE "creators" ADD COLUMN "merged_into_id" bigint;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "types" text[];--> statement-breakpoint
ALTER TABLE "claim_tries" ADD CONSTRAINT "claim_tries_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "creator_applications" ADD CONSTRAINT "creator_applications_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "creator_applications" ADD CONSTRAINT "creator_applications_creator_id_creators_id_fk" FOREIGN KEY ("creator_id") REFERENCES "public"."creators"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "creator_applications" ADD CONSTRAINT "creator_applications_channel_id_creator_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."creator_channels"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "creator_applications" ADD CONSTRAINT "creator_applications_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "creator_merges" ADD CONSTRAINT "creator_merges_creator_id_creators_id_fk" FOREIGN KEY ("creator_id") REFERENCES "public"."creators"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "creator_merges" ADD CONSTRAINT "creator_merges_merged_id_creators_id_fk" FOREIGN KEY ("merged_id") REFERENCES "public"."creators"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "creator_merges" ADD CONSTRAINT "creator_merges_merged_by_users_id_fk" FOREIGN KEY ("merged_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merged_subscriptions" ADD CONSTRAINT "merged_subscriptions_merge_id_creator_merges_id_fk" FOREIGN KEY ("merge_id") REFERENCES "public"."creator_merges"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merged_subscriptions" ADD CONSTRAINT "merged_subscriptions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "creator_applications_user_idx" ON "creator_applications" USING btree ("user_id","id");--> statement-breakpoint
CREATE INDEX "creator_applications_status_idx" ON "creator_applications" USING btree ("status","id");--> statement-breakpoint
CREATE UNIQUE INDEX "creator_applications_claim_key" ON "creator_applications" USING btree ("user_id","creator_id") WHERE kind = 'claim' AND status IN ('unproved', 'pending');--> statement-breakpoint
CREATE UNIQUE INDEX "creator_applications_proved_key" ON "creator_applications" USING btree ("creator_id") WHERE kind = 'claim' AND status = 'pending';--> statement-breakpoint
CREATE UNIQUE INDEX "blocked_channels_external_key" ON "blocked_channels" USING btree ("platform","external_id");--> statement-breakpoint
CREATE INDEX "creator_merges_creator_idx" ON "creator_merges" USING btree ("creator_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "creator_merges_merged_key" ON "creator_merges" USING btree ("merged_id") WHERE "creator_merges"."undone_at" IS NULL;--> statement-breakpoint
CREATE INDEX "merged_subscriptions_user_idx" ON "merged_subscriptions" USING btree ("user_id");--> statement-breakpoint
ALTER TABLE "creator_channels" ADD CONSTRAINT "creator_channels_creator_key" UNIQUE("id","creator_id");--> statement-breakpoint
ALTER TABLE "contents" ADD CONSTRAINT "contents_channel_fk" FOREIGN KEY ("channel_id","creator_id") REFERENCES "public"."creator_channels"("id","creator_id") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "creators" ADD CONSTRAINT "creators_merged_into_id_creators_id_fk" FOREIGN KEY ("merged_into_id") REFERENCES "public"."creators"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
INSERT INTO "categories" ("slug", "names", "position") VALUES
  ('music', '{"en": "Music", "ko": "음악", "ja": "音楽"}', 1),
  ('gaming', '{"en": "Gaming", "ko": "게임", "ja": "ゲーム"}', 2),
  ('entertainment', '{"en": "Entertainment", "ko": "엔터테인먼트", "ja": "エンタメ"}', 3),
  ('comedy', '{"en": "Comedy", "ko": "코미디", "ja": "お笑い"}', 4),
  ('vlog', '{"en": "Vlogs", "ko": "브이로그", "ja": "ブイログ"}', 5),
  ('food', '{"en": "Food", "ko": "음식", "ja": "グルメ"}', 6),
  ('beauty', '{"en": "Beauty & fashion", "ko": "뷰티·패션", "ja": "美容・ファッション"}', 7),
  ('sports', '{"en": "Sports", "ko": "스포츠", "ja": "スポーツ"}', 8),
  ('travel', '{"en": "Travel", "ko": "여행", "ja": "旅行"}', 9),
  ('education', '{"en": "Education", "ko": "교육", "ja": "教育"}', 10),
  ('science', '{"en": "Science", "ko": "과학", "ja": "科学"}', 11),
  ('technology', '{"en": "Technology", "ko": "테크", "ja": "テクノロジー"}', 12),
  ('diy', '{"en": "Crafts & DIY", "ko": "만들기·DIY", "ja": "ハンドメイド・DIY"}', 13),
  ('art', '{"en": "Art & design", "ko": "예술·디자인", "ja": "アート・デザイン"}', 14),
  ('film', '{"en": "Film & animation", "ko": "영화·애니메이션", "ja": "映画・アニメ"}', 15),
  ('animals', '{"en": "Animals", "ko": "동물", "ja": "動物"}', 16),
  ('family', '{"en": "Kids & family", "ko": "키즈·가족", "ja": "キッズ・家族"}', 17),
  ('news', '{"en": "News & society", "ko": "뉴스·사회", "ja": "ニュース・社会"}', 18);--> statement-breakpoint
-- Categories were free text before: whatever was written becomes one.
INSERT INTO "categories" ("slug", "names", "position")
SELECT "category", jsonb_build_object('en', "category", 'ko', "category", 'ja', "category"), 100
FROM (SELECT DISTINCT "category" FROM "creators" WHERE "category" IS NOT NULL) AS "written"
ON CONFLICT DO NOTHING;--> statement-breakpoint
ALTER TABLE "creators" ADD CONSTRAINT "creators_category_categories_slug_fk" FOREIGN KEY ("category") REFERENCES "public"."categories"("slug") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
CREATE INDEX "creators_merged_idx" ON "creators" USING btree ("merged_into_id");