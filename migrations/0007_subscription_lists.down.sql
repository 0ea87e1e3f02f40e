DROP TABLE "subscription_import_entries";
--> statement-breakpoint
DROP TABLE "subscription_imports";
--> statement-breakpoint
DROP INDEX "creator_channels_handle_idx";
