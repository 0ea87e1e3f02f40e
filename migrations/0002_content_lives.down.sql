ALTER TABLE "contents" DROP CONSTRAINT "contents_state";
--> statement-breakpoint
ALTER TABLE "contents" ADD COLUMN "live_status" text;
--> statement-breakpoint
-- What was shown to nobody cannot be told from what is: older versions show every row.
DELETE FROM "contents" WHERE "state" IN ('announced', 'gone');
--> statement-breakpoint
UPDATE "contents" SET "live_status" = CASE "state" WHEN 'cancelled' THEN 'upcoming' ELSE "state" END
WHERE "state" <> 'published';
--> statement-breakpoint
DROP INDEX "contents_creator_idx";
--> statement-breakpoint
ALTER TABLE "contents"
  DROP COLUMN "state",
  DROP COLUMN "told",
  DROP COLUMN "missing_since",
  DROP COLUMN "started_at",
  DROP COLUMN "ended_at",
  DROP COLUMN "viewers",
  DROP COLUMN "media",
  DROP COLUMN "quoted",
  DROP COLUMN "withheld_in";
--> statement-breakpoint
CREATE INDEX "contents_creator_idx" ON "contents" USING btree ("creator_id","published_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);
