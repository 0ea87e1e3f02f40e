DROP TRIGGER search_inserted ON creators;
--> statement-breakpoint
DROP TRIGGER search_updated ON creators;
--> statement-breakpoint
DROP TRIGGER search_deleted ON creators;
--> statement-breakpoint
DROP TRIGGER search_inserted ON creator_channels;
--> statement-breakpoint
DROP TRIGGER search_updated ON creator_channels;
--> statement-breakpoint
DROP TRIGGER search_deleted ON creator_channels;
--> statement-breakpoint
DROP TRIGGER search_inserted ON contents;
--> statement-breakpoint
DROP TRIGGER search_updated ON contents;
--> statement-breakpoint
DROP TRIGGER search_deleted ON contents;
--> statement-breakpoint
DROP FUNCTION note_search_changes, note_search_changes_of_channels, note_search_updates_of_creators,
  note_search_updates_of_channels, note_search_updates_of_contents, search_magnitude;
--> statement-breakpoint
-- pg_trgm stays: others may have come to use it.
DROP TABLE "popular_searches", "search_changes", "search_documents", "search_salts", "search_words", "searches";
--> statement-breakpoint
DROP INDEX "creators_tags_idx", "creators_category_idx";
--> statement-breakpoint
CREATE INDEX "creators_category_idx" ON "creators" USING btree ("category");
--> statement-breakpoint
CREATE INDEX "creators_created_idx" ON "creators" USING btree ("created_at","id");
