DROP INDEX "contents_latest_idx", "contents_popular_idx", "contents_trending_idx", "contents_category_idx", "contents_airing_idx";
--> statement-breakpoint
DROP TABLE "feed_positions", "feed_settings";
--> statement-breakpoint
DROP TABLE "history_settings", "content_counts", "content_count_deltas", "interactions", "bookmark_folders";
