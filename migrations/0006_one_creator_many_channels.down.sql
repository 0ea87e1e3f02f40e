DROP TABLE "removed_contents";
--> statement-breakpoint
DROP TABLE "claim_tries";
--> statement-breakpoint
DROP TABLE "creator_applications";
--> statement-breakpoint
DROP TABLE "blocked_channels";
--> statement-breakpoint
DROP TABLE "merged_subscriptions";
--> statement-breakpoint
DROP TABLE "creator_merges";
--> statement-breakpoint
-- Who was merged has nothing left; older versions would show them beside the one they became.
DELETE FROM "creators" WHERE "merged_into_id" IS NOT NULL;
--> statement-breakpoint
ALTER TABLE "creators" DROP CONSTRAINT "creators_category_categories_slug_fk", DROP COLUMN "merged_into_id";
--> statement-breakpoint
DROP TABLE "categories";
--> statement-breakpoint
ALTER TABLE "contents" DROP CONSTRAINT "contents_channel_fk";
--> statement-breakpoint
ALTER TABLE "creator_channels" DROP CONSTRAINT "creator_channels_creator_key", DROP COLUMN "content_count";
--> statement-breakpoint
ALTER TABLE "contents"
  ADD CONSTRAINT "contents_creator_id_creators_id_fk" FOREIGN KEY ("creator_id") REFERENCES "creators"("id") ON DELETE cascade,
  ADD CONSTRAINT "contents_channel_id_creator_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "creator_channels"("id") ON DELETE cascade;
--> statement-breakpoint
ALTER TABLE "subscriptions" DROP COLUMN "types";
--> statement-breakpoint
-- Their channels are gone: the platform has not said yet that it lets go of them.
DELETE FROM "push_subscriptions" WHERE "channel_id" NOT IN (SELECT "id" FROM "creator_channels");
--> statement-breakpoint
ALTER TABLE "push_subscriptions"
  DROP COLUMN "platform",
  DROP COLUMN "external_id",
  ADD CONSTRAINT "push_subscriptions_channel_id_creator_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "creator_channels"("id") ON DELETE cascade;
