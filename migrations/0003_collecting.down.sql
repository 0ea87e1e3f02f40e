DROP INDEX "contents_channel_idx";
--> statement-breakpoint
DROP INDEX "contents_gone_idx";
--> statement-breakpoint
CREATE INDEX "contents_channel_idx" ON "contents" USING btree ("channel_id");
--> statement-breakpoint
ALTER TABLE "creator_channels" DROP COLUMN "described_at";
--> statement-breakpoint
ALTER TABLE "channel_schedules" DROP COLUMN "reason";
--> statement-breakpoint
DROP TABLE "push_subscriptions";
--> statement-breakpoint
DROP TABLE "content_looks";
--> statement-breakpoint
DROP TABLE "content_figures";
--> statement-breakpoint
DROP TABLE "channel_figures";
