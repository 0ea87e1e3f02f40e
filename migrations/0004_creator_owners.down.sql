DROP INDEX "creators_owner_idx";
--> statement-breakpoint
ALTER TABLE "creators" DROP COLUMN "owner_id";
