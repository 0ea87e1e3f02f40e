DROP INDEX "contents_creator_idx";--> statement-breakpoint
ALTER TABLE "contents" ADD COLUMN "state" text;--> statement-breakpoint
ALTER TABLE "contents" ADD COLUMN "told" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "contents" ADD COLUMN "missing_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "contents" ADD COLUMN "started_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "contents" ADD COLUMN "ended_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "contents" ADD COLUMN "viewers" bigint;--> statement-breakpoint
ALTER TABLE "contents" ADD COLUMN "media" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "contents" ADD COLUMN "quoted" jsonb;--> statement-breakpoint
ALTER TABLE "contents" ADD COLUMN "withheld_in" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
UPDATE "contents" SET
  "state" = coalesce("live_status", 'published'),
  "told" = CASE "live_status" WHEN 'upcoming' THEN '{scheduled}' WHEN 'live' THEN '{live}' ELSE '{published}' END::text[];--> statement-breakpoint
ALTER TABLE "contents" ALTER COLUMN "state" SET NOT NULL;--> statement-breakpoint
CREATE INDEX "contents_creator_idx" ON "contents" USING btree ("creator_id","published_at" DESC NULLS FIRST,"id" DESC NULLS FIRST) WHERE state NOT IN ('announced', 'gone');--> statement-breakpoint
ALTER TABLE "contents" DROP COLUMN "live_status";--> statement-breakpoint
ALTER TABLE "contents" ADD CONSTRAINT "contents_state" CHECK (state IN ('announced', 'upcoming', 'live', 'ended', 'published', 'cancelled', 'gone'));