CREATE TABLE "channel_figures" (
	"channel_id" bigint NOT NULL,
	"day" date NOT NULL,
	"followers" bigint,
	"views" bigint,
	CONSTRAINT "channel_figures_channel_id_day_pk" PRIMARY KEY("channel_id","day")
);
--> statement-breakpoint
CREATE TABLE "content_figures" (
	"content_id" bigint NOT NULL,
	"day" date NOT NULL,
	"views" bigint,
	"likes" bigint,
	"comments" bigint,
	"shares" bigint,
	CONSTRAINT "content_figures_content_id_day_pk" PRIMARY KEY("content_id","day")
);
--> statement-breakpoint
CREATE TABLE "content_looks" (
	"content_id" bigint PRIMARY KEY NOT NULL,
	"platform" text NOT NULL,
	"kind" text NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "content_looks_kind" CHECK ("content_looks"."kind" IN ('news', 'whole', 'figures'))
);
--> statement-breakpoint
CREATE TABLE "push_subscriptions" (
	"channel_id" bigint PRIMARY KEY NOT NULL,
	"token" text NOT NULL,
	"secret" text NOT NULL,
	"state" text DEFAULT 'requested' NOT NULL,
	"lease_until" timestamp with time zone,
	"request_due_at" timestamp with time zone NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"last_news_at" timestamp with time zone,
	"missed" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "push_subscriptions_state" CHECK ("push_subscriptions"."state" IN ('requested', 'active', 'denied'))
);
--> statement-breakpoint
DROP INDEX "contents_channel_idx";--> statement-breakpoint
ALTER TABLE "channel_schedules" ADD COLUMN "reason" jsonb;--> statement-breakpoint
ALTER TABLE "creator_channels" ADD COLUMN "described_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "channel_figures" ADD CONSTRAINT "channel_figures_channel_id_creator_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."creator_channels"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "content_figures" ADD CONSTRAINT "content_figures_content_id_contents_id_fk" FOREIGN KEY ("content_id") REFERENCES "public"."contents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "content_looks" ADD CONSTRAINT "content_looks_content_id_contents_id_fk" FOREIGN KEY ("content_id") REFERENCES "public"."contents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "push_subscriptions" ADD CONSTRAINT "push_subscriptions_channel_id_creator_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."creator_channels"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "channel_figures_day_idx" ON "channel_figures" USING btree ("day");--> statement-breakpoint
CREATE INDEX "content_figures_day_idx" ON "content_figures" USING btree ("day");--> statement-breakpoint
CREATE INDEX "content_looks_due_idx" ON "content_looks" USING btree ("platform","kind","due_at");--> statement-breakpoint
CREATE UNIQUE INDEX "push_subscriptions_token_key" ON "push_subscriptions" USING btree ("token");--> statement-breakpoint
CREATE INDEX "push_subscriptions_due_idx" ON "push_subscriptions" USING btree ("request_due_at");--> statement-breakpoint
CREATE INDEX "contents_gone_idx" ON "contents" USING btree ("updated_at") WHERE state = 'gone';--> statement-breakpoint
CREATE INDEX "contents_channel_idx" ON "contents" USING btree ("channel_id","published_at");