DROP TABLE "analysis_progress";
--> statement-breakpoint
DROP TABLE "content_analyses";
