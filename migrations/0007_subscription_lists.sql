CREATE TABLE "subscription_import_entries" (
	"import_id" bigint NOT NULL,
	"line" integer NOT NULL,
	"given" text NOT NULL,
	"title" text,
	"looked_up_at" timestamp with time zone,
	"outcome" text,
	"code" text,
	"channel_id" bigint,
	CONSTRAINT "subscription_import_entries_import_id_line_pk" PRIMARY KEY("import_id","line"),
	CONSTRAINT "subscription_import_entries_outcome" CHECK ("subscription_import_entries"."outcome" IN ('followed', 'added', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "subscription_imports" (
	"id" bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY NOT NULL,
	"user_id" bigint NOT NULL,
	"format" text NOT NULL,
	"state" text DEFAULT 'running' NOT NULL,
	"progressed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "subscription_imports_state" CHECK ("subscription_imports"."state" IN ('running', 'collecting', 'done'))
);
--> statement-breakpoint
ALTER TABLE "subscription_import_entries" ADD CONSTRAINT "subscription_import_entries_import_id_subscription_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."subscription_imports"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscription_import_entries" ADD CONSTRAINT "subscription_import_entries_channel_id_creator_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."creator_channels"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscription_imports" ADD CONSTRAINT "subscription_imports_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "subscription_import_entries_open_idx" ON "subscription_import_entries" USING btree ("import_id","line") WHERE outcome IS NULL;--> statement-breakpoint
CREATE INDEX "subscription_import_entries_looked_up_idx" ON "subscription_import_entries" USING btree ("import_id","looked_up_at") WHERE looked_up_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX "subscription_import_entries_channel_idx" ON "subscription_import_entries" USING btree ("channel_id");--> statement-breakpoint
CREATE INDEX "subscription_imports_user_idx" ON "subscription_imports" USING btree ("user_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "subscription_imports_running_key" ON "subscription_imports" USING btree ("user_id") WHERE state = 'running';--> statement-breakpoint
CREATE INDEX "subscription_imports_open_idx" ON "subscription_imports" USING btree ("progressed_at") WHERE state <> 'done';--> statement-breakpoint
CREATE INDEX "creator_channels_handle_idx" ON "creator_channels" USING btree ("platform",lower("handle"));