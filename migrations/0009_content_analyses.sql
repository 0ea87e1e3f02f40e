CREATE TABLE "analysis_progress" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"up_to" bigint NOT NULL,
	"moved_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "content_analyses" (
	"content_id" bigint PRIMARY KEY NOT NULL,
	"analysed_by" integer NOT NULL,
	"digest" text NOT NULL,
	"detected_language" text,
	"hashtags" text[] DEFAULT '{}'::text[] NOT NULL,
	"mentions" text[] DEFAULT '{}'::text[] NOT NULL
);
--> statement-breakpoint
ALTER TABLE "content_analyses" ADD CONSTRAINT "content_analyses_content_id_contents_id_fk" FOREIGN KEY ("content_id") REFERENCES "public"."contents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "content_analyses_outdated_idx" ON "content_analyses" USING btree ("analysed_by");--> statement-breakpoint
CREATE INDEX "content_analyses_hashtags_idx" ON "content_analyses" USING gin ("hashtags");